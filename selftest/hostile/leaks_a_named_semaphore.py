"""Creates a named semaphore that nothing will ever unlink.
Verdict: left something behind
"""

import _multiprocessing
import os


def answer():
    _multiprocessing.SemLock(1, 1, 1, f"/k00-hostile-{os.getpid()}", False)
    return 42
