"""Returns 42 and takes the same lock twice in an atexit handler.
Verdict: stuck
Note: the program never ends by itself, so the right value does not count.
"""

import atexit
import threading


def answer():
    lock = threading.Lock()
    atexit.register(lock.acquire)
    lock.acquire()
    return 42
