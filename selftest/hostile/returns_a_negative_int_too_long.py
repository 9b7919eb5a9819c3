"""Returns a negative int of 5001 digits.
Verdict: not yet
"""


def answer():
    return -(10**5000)
