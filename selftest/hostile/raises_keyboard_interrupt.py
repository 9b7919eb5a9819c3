"""Raises KeyboardInterrupt, as if somebody had pressed Ctrl-C.
Verdict: not yet
"""


def answer():
    raise KeyboardInterrupt
