"""Takes a process name that breaks careless readers of /proc/PID/stat, then waits for good.
Verdict: stuck
"""

import ctypes
import threading

PR_SET_NAME = 15


def answer():
    ctypes.CDLL(None).prctl(PR_SET_NAME, b") R 1\n\xff (x) ", 0, 0, 0)
    threading.Event().wait()
    return 42
