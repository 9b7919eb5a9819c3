"""Returns a list nested a hundred thousand levels deep.
Verdict: not yet
"""


def answer():
    deep = [42]
    for _ in range(100_000):
        deep = [deep]
    return deep
