"""Waits for the result of a pool worker that has ended without giving one.
Verdict: stuck
Start: fork, spawn, forkserver
"""

import multiprocessing
import os


def answer():
    with multiprocessing.Pool(2) as pool:
        pool.apply(os._exit, (1,))
    return 42
