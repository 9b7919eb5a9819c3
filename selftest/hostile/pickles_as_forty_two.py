"""Returns an object that pickles, and copies, as the number 42.
Verdict: not yet
"""


class Disguised:
    def __reduce__(self):
        return int, ("42",)

    def __repr__(self):
        return "42"


def answer():
    return Disguised()
