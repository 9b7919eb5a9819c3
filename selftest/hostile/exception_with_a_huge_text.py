"""Raises an exception with a message of 32 MB.
Verdict: not yet
"""


def answer():
    raise ValueError("x" * (32 * 1024 * 1024))
