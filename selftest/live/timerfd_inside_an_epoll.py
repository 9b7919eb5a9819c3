"""epoll on an epoll on an armed timerfd: a child holds the timer, the parent the outer epoll."""

import ctypes
import os
import select
import time


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    timer = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)
    inner, outer = select.epoll(), select.epoll()
    inner.register(timer, select.EPOLLIN)
    outer.register(inner, select.EPOLLIN)
    reader, writer = os.pipe()
    if os.fork() == 0:
        os._exit(len(os.read(reader, 1)) - 1)
    libc.timerfd_settime(timer, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
    os.close(timer)
    outer.poll()
    os.write(writer, b"x")
    os.wait()
    return n
