"""A POSIX timer calls a function in a thread of libc (SIGEV_THREAD), which fills a pipe."""

import ctypes
import os
import time

SIGEV_THREAD = 2
CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Event(ctypes.Structure):
    _fields_ = [
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("function", CALLBACK),
        ("attributes", ctypes.c_void_p),
        ("rest", ctypes.c_char * 32),
    ]


def solve(n):
    reader, writer = os.pipe()
    function = CALLBACK(lambda _: os.write(writer, b"x") and None)
    libc = ctypes.CDLL(None, use_errno=True)
    timer = ctypes.c_void_p()
    event = Event(None, 0, SIGEV_THREAD, function)
    libc.timer_create(time.CLOCK_MONOTONIC, ctypes.byref(event), ctypes.byref(timer))
    libc.timer_settime(timer, 0, (ctypes.c_long * 4)(0, 0, 0, 500_000_000), None)
    return n if os.read(reader, 1) == b"x" else 0
