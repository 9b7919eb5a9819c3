"""msgrcv() of a SysV message queue that a process outside made and fills."""

import ctypes

IPC_NOWAIT = 0o4000


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    queue = libc.msgget(STRANGER["key"], 0)
    if queue < 0:
        raise OSError(ctypes.get_errno(), "msgget failed")
    buffer = ctypes.create_string_buffer(16)
    any_kind = ctypes.c_long(0)
    while libc.msgrcv(queue, buffer, ctypes.c_size_t(1), any_kind, IPC_NOWAIT) == 1:
        pass
    got = libc.msgrcv(queue, buffer, ctypes.c_size_t(1), any_kind, 0)
    return n if got == 1 else 0
