"""msgrcv() of a SysV message queue that a sleeping child fills."""

import ctypes
import os
import struct
import time

IPC_PRIVATE, IPC_RMID = 0, 0


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    queue = libc.msgget(IPC_PRIVATE, 0o600)
    if os.fork() == 0:
        time.sleep(0.5)
        libc.msgsnd(queue, struct.pack("q", 1) + b"x", ctypes.c_size_t(1), 0)
        os._exit(0)
    buffer = ctypes.create_string_buffer(16)
    got = libc.msgrcv(queue, buffer, ctypes.c_size_t(1), ctypes.c_long(0), 0)
    os.wait()
    libc.msgctl(queue, IPC_RMID, None)
    return n if got == 1 else 0
