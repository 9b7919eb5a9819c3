"""epoll on a timerfd that was sent into a socket: no process has a descriptor of it any more."""

import ctypes
import os
import select
import socket
import time


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    timer = libc.timerfd_create(time.CLOCK_MONOTONIC, 0)
    epoll = select.epoll()
    epoll.register(timer, select.EPOLLIN)
    libc.timerfd_settime(timer, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
    ours, theirs = socket.socketpair()
    socket.send_fds(ours, [b"."], [timer])
    os.close(timer)
    epoll.poll()
    theirs.close()
    return n
