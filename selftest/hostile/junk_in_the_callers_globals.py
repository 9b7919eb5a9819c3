"""Overwrites every global of every frame above it with a function that returns 42.
Verdict: not yet or crashed
"""

import sys


def answer():
    frame = sys._getframe().f_back
    while frame:
        for name in list(frame.f_globals):
            if not name.startswith("__"):
                frame.f_globals[name] = lambda *args, **kwargs: 42
        frame = frame.f_back
    return 41
