"""mq_receive() of a POSIX message queue that a process outside made and fills."""

import ctypes


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    queue = libc.mq_open(b"/" + STRANGER["mark"].encode(), 0)
    if queue < 0:
        raise OSError(ctypes.get_errno(), "mq_open failed")
    buffer = ctypes.create_string_buffer(64)
    for _ in range(6):
        got = libc.mq_receive(queue, buffer, ctypes.c_size_t(64), None)
    return n if got == 1 else 0
