"""Returns a dict whose 30,000 keys all have the same hash.
Verdict: not yet
Note: making it takes the answer a few seconds at most; whoever rebuilds it would take them again.
"""


def answer():
    return [k * (2**61 - 1) for k in range(30_000)], {k * (2**61 - 1): 0 for k in range(6_000)}
