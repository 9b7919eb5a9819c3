"""Raises a SyntaxError of its own file whose class has no name to be had, and whose line is a set.
Verdict: not yet
"""


class Nameless(type):
    def __getattribute__(cls, name):
        raise KeyboardInterrupt


class Odd(SyntaxError, metaclass=Nameless):
    def __str__(self):
        return "x" * (1 << 16)


def answer():
    raise Odd("no", (__file__, {1, 2}, 3, "text"))
