"""Waits without a time limit for a child that sleeps, then releases it: slow, never stuck.
Verdict: solved
Note: the root is blocked for good only in appearance; the sleeping child will wake it.
Start: fork, spawn, forkserver
"""

import multiprocessing
import time


def late(event):
    time.sleep(1)
    event.set()


def answer():
    event = multiprocessing.Event()
    child = multiprocessing.Process(target=late, args=(event,))
    child.start()
    event.wait()
    child.join()
    return 42
