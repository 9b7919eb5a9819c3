"""Blocks every signal in its mask and waits on a lock.
Verdict: stuck
Note: a signal that asks for a stack stays pending; the verdict must not need it.
"""

import signal
import threading


def answer():
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    threading.Event().wait()
    return 42
