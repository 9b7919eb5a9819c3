"""Raises an exception with a message of 32 MB.
Verdict: not yet or too much
Note: what nobody catches is printed, all of it, to standard error.
"""


def answer():
    raise ValueError("x" * (32 * 1024 * 1024))
