"""Cancels every timer and alarm of its process, then waits for good.
Verdict: stuck
"""

import signal
import threading


def answer():
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(timer, 0)
    signal.alarm(100)
    signal.alarm(0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    threading.Event().wait()
    return 42
