"""semop() on a SysV semaphore that a process outside made and raises now and then."""

import ctypes
import struct


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    semaphores = libc.semget(STRANGER["key"], 0, 0)
    if semaphores < 0:
        raise OSError(ctypes.get_errno(), "semget failed")
    for _ in range(5):
        libc.semop(semaphores, struct.pack("Hhh", 0, -1, 0), ctypes.c_size_t(1))
    return n
