"""Returns 42.0, equal to 42 and yet another type.
Verdict: not yet
"""


def answer():
    return 42.0
