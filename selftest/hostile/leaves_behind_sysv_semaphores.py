"""Leaves a set of SysV semaphores.
Verdict: left something behind
In plain: solved.
"""

import ctypes
import os

IPC_CREAT = 0o1000


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.semget(0x0C000000 + os.getpid(), 2, IPC_CREAT | 0o600) < 0:
        raise OSError(ctypes.get_errno(), "semget failed")
    return 42
