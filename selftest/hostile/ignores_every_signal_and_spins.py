"""Ignores every signal that can be ignored and spins.
Verdict: too much
Note: the loop stops by itself after 60 s.
"""

import contextlib
import signal
import time


def answer():
    for number in range(1, signal.NSIG):
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_IGN)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass
    return 42
