"""epoll without a timeout on an armed timerfd."""

import ctypes
import os
import select
import time


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)
    epoll = select.epoll()
    epoll.register(descriptor, select.EPOLLIN)
    libc.timerfd_settime(descriptor, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
    return n if epoll.poll() == [(descriptor, select.EPOLLIN)] else os.close(descriptor)
