"""Runs a loop that does nothing, on one core, far longer than it may.
Verdict: too much
Note: it stops by itself after 60 s.
"""

import time


def answer():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass
    return 42
