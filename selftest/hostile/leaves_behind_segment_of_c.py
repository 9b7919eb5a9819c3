"""Leaves a segment that shm_open() of libc made, closed and mapped nowhere.
Verdict: left something behind
In plain: solved.
"""

import ctypes
import os


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    name = f"/k00_hostile_{os.getpid()}".encode()
    descriptor = libc.shm_open(name, os.O_CREAT | os.O_RDWR, 0o600)
    os.ftruncate(descriptor, 4096)
    os.close(descriptor)
    return 42
