"""Returns a list of a million small ints, more than a message holds.
Verdict: not yet
"""


def answer():
    return list(range(1_000_000))
