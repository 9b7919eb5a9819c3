"""read() on a signalfd that an alarm of libc feeds."""

import ctypes
import os
import signal
import struct


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    mask = ctypes.create_string_buffer(128)
    libc.sigaddset(mask, int(signal.SIGALRM))
    descriptor = libc.signalfd(-1, mask, 0)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), "signalfd failed")
    libc.setitimer(signal.ITIMER_REAL, (ctypes.c_long * 4)(0, 0, 0, 500_000), None)
    (number,) = struct.unpack_from("I", os.read(descriptor, 128))
    return n if number == signal.SIGALRM else 0
