"""Leaves a SysV message queue with a message in it.
Verdict: left something behind
In plain: solved.
"""

import ctypes
import os
import struct

IPC_CREAT = 0o1000


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    queue = libc.msgget(0x0C000000 + os.getpid(), IPC_CREAT | 0o600)
    if libc.msgsnd(queue, struct.pack("q", 1) + b"x", ctypes.c_size_t(1), 0) < 0:
        raise OSError(ctypes.get_errno(), "msgsnd failed")
    return 42
