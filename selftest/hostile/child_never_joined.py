"""Starts a child of multiprocessing and returns 42 without waiting for it.
Verdict: left something behind
Note: the child lives when the call returns, though the program waits for it later.
Start: fork, spawn, forkserver
"""

import multiprocessing
import time


def answer():
    multiprocessing.Process(target=time.sleep, args=(30,)).start()
    return 42
