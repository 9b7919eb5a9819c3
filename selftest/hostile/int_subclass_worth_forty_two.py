"""Returns a member of an IntEnum worth 42, which is no plain int.
Verdict: not yet
"""

import enum


class Number(enum.IntEnum):
    RIGHT = 42


def answer():
    return Number.RIGHT
