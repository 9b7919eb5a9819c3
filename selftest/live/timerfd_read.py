"""read() on an armed timerfd."""

import ctypes
import os
import time


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)
    libc.timerfd_settime(descriptor, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
    return n if len(os.read(descriptor, 8)) == 8 else 0
