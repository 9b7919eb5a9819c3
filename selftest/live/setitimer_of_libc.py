"""setitimer() of libc, called through ctypes; its handler fills the pipe that is being read."""

import ctypes
import os
import signal


def solve(n):
    reader, writer = os.pipe()
    signal.signal(signal.SIGALRM, lambda *_: os.write(writer, b"x"))
    half_a_second = (ctypes.c_long * 4)(0, 0, 0, 500_000)
    ctypes.CDLL(None).setitimer(signal.ITIMER_REAL, half_a_second, None)
    return n if os.read(reader, 1) == b"x" else 0
