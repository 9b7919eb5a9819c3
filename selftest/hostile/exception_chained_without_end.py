"""Raises an exception with ten thousand causes behind it, the last of them the first again.
Verdict: not yet
"""


def answer():
    first = ValueError("first")
    last = first
    for number in range(10_000):
        last.__cause__ = ValueError(number)
        last = last.__cause__
    last.__cause__ = first
    raise first
