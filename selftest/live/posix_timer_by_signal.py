"""A POSIX timer (timer_create with SIGEV_SIGNAL) wakes pause()."""

import ctypes
import signal
import struct
import time

SIGEV_SIGNAL = 0


def solve(n):
    signal.signal(signal.SIGUSR1, lambda *_: None)
    libc = ctypes.CDLL(None, use_errno=True)
    event = ctypes.create_string_buffer(struct.pack("qii", 0, signal.SIGUSR1, SIGEV_SIGNAL), 64)
    timer = ctypes.c_void_p()
    libc.timer_create(time.CLOCK_MONOTONIC, event, ctypes.byref(timer))
    libc.timer_settime(timer, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
    signal.pause()
    return n
