"""Forks children that fork children that fork children.
Verdict: too much
Note: 400 processes in all, each of which sleeps and ends by itself after 50 s.
"""

import os
import time

END = time.monotonic() + 50


def grow(depth):
    if depth:
        for _ in range(7):
            if os.fork() == 0:
                grow(depth - 1)
                os._exit(0)
    time.sleep(max(0, END - time.monotonic()))


def answer():
    grow(3)
    return 42
