"""setitimer() as a bare system call, without the function of libc, wakes pause()."""

import ctypes
import os
import signal

SETITIMER = 38 if os.uname().machine == "x86_64" else 103


def solve(n):
    signal.signal(signal.SIGALRM, lambda *_: None)
    half_a_second = (ctypes.c_long * 4)(0, 0, 0, 500_000)
    ctypes.CDLL(None).syscall(SETITIMER, signal.ITIMER_REAL, half_a_second, None)
    signal.pause()
    return n
