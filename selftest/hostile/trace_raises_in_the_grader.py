"""Traces every frame above it and raises SystemExit(0) there as soon as it has returned.
Verdict: not yet or crashed
"""

import sys


def spoil(frame, event, arg):
    if frame.f_code is not answer.__code__:
        raise SystemExit(0)
    return spoil


def answer():
    frame = sys._getframe().f_back
    while frame:
        frame.f_trace = spoil
        frame.f_trace_opcodes = True
        frame = frame.f_back
    sys.settrace(spoil)
    return 41
