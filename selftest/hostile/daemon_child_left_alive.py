"""Returns 42 while a daemonic child of multiprocessing still runs.
Verdict: left something behind
Note: it is terminated when the program ends, but it lives when the call returns.
Start: fork, spawn, forkserver
"""

import multiprocessing
import time


def answer():
    multiprocessing.Process(target=time.sleep, args=(50,), daemon=True).start()
    return 42
