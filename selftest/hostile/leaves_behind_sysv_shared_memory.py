"""Leaves a SysV shared memory segment.
Verdict: left something behind
"""

import ctypes
import os

IPC_CREAT = 0o1000


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.shmget(0x0C000000 + os.getpid(), ctypes.c_size_t(1 << 20), IPC_CREAT | 0o600) < 0:
        raise OSError(ctypes.get_errno(), "shmget failed")
    return 42
