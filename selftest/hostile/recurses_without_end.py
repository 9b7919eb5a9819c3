"""Calls itself until Python raises RecursionError.
Verdict: not yet
"""


def answer():
    return answer() + 1
