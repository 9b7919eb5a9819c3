"""Returns a function that no serialiser takes.
Verdict: not yet
"""


def answer():
    return lambda: 42
