"""Makes os._exit idle, so that a child of multiprocessing walks on into the caller.
Verdict: solved
Note: the child was joined and the root returned 42; what the child said must not count.
Start: fork
"""

import multiprocessing
import os


def answer():
    root = os.getpid()
    os._exit = lambda code: None
    child = multiprocessing.Process(target=abs, args=(1,))
    child.start()
    if os.getpid() != root:
        return 41
    child.join()
    return 42
