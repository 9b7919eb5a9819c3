"""Takes the same lock twice while it is imported.
Verdict: stuck
"""

import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()


def answer():
    return 42
