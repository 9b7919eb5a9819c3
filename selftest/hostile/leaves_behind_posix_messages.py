"""Leaves a POSIX message queue.
Verdict: left something behind
In plain: solved or not yet.
"""

import ctypes
import os


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    name = f"/k00_hostile_{os.getpid()}".encode()
    if libc.mq_open(name, os.O_CREAT | os.O_RDWR, 0o600, None) < 0:
        raise OSError(ctypes.get_errno(), "mq_open failed")
    return 42
