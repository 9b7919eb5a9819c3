"""A pool whose only worker sleeps; everything else waits for it without a timeout."""

import multiprocessing
import time


def late(number):
    time.sleep(0.5)
    return number


def solve(n):
    with multiprocessing.Pool(1) as pool:
        return pool.map(late, [n])[0]
