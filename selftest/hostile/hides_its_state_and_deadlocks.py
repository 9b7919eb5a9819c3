"""Makes itself not dumpable, so that /proc tells others less, and waits for good.
Verdict: stuck or too much
Note: where the state may not be read, no proof is possible and only the limit remains.
"""

import ctypes
import threading

PR_SET_DUMPABLE = 4


def answer():
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    threading.Event().wait()
    return 42
