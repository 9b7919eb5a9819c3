"""Leaves a thousand files in /dev/shm, made by C.
Verdict: left something behind
In plain: solved.
"""

import ctypes
import os


def answer():
    libc = ctypes.CDLL(None)
    for number in range(1000):
        path = f"/dev/shm/k00_hostile_{os.getpid()}_{number}".encode()
        os.close(libc.creat(path, 0o600))
    return 42
