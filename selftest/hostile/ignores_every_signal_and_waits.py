"""Ignores every signal that can be ignored and waits for one.
Verdict: stuck
"""

import contextlib
import signal


def answer():
    for number in range(1, signal.NSIG):
        with contextlib.suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_IGN)
    signal.pause()
    return 42
