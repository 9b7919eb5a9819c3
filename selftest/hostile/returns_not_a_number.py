"""Returns a float that is not equal to itself and has no place in JSON.
Verdict: not yet
"""


def answer():
    return float("nan")
