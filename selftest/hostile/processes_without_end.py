"""Starts children of multiprocessing one after another and joins none.
Verdict: too much
Note: 300 processes at most, each of which ends by itself after 50 s.
"""

import multiprocessing
import time


def answer():
    context = multiprocessing.get_context("fork")
    for _ in range(300):
        context.Process(target=time.sleep, args=(50,)).start()
    time.sleep(50)
    return 42
