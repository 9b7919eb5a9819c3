"""Returns an int of a million digits, more than int to str conversion allows.
Verdict: not yet
"""


def answer():
    return 1 << 3_400_000
