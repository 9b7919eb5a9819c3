"""Leaves a named semaphore that sem_open() of libc made.
Verdict: left something behind
In plain: solved.
"""

import ctypes
import os


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    libc.sem_open.restype = ctypes.c_void_p
    name = f"/k00_hostile_{os.getpid()}".encode()
    if libc.sem_open(name, os.O_CREAT, 0o600, 1) is None:
        raise OSError(ctypes.get_errno(), "sem_open failed")
    return 42
