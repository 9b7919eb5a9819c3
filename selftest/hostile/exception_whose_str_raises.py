"""Raises an exception whose text cannot be had: str and repr raise.
Verdict: not yet
"""


class Mute(Exception):
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


def answer():
    raise Mute
