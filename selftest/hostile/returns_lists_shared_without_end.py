"""Returns a list that holds the same list twice, which does so too, sixty deep: 2**60 leaves.
Verdict: not yet
"""


def answer():
    value = [42]
    for _ in range(60):
        value = [value, value]
    return value
