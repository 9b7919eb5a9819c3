"""mq_timedreceive() of an empty POSIX message queue, half a second long.

Refused: PermissionError
"""

import ctypes
import errno
import os
import time

O_RDWR, O_CREAT = 2, 0o100


class Attributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in ("flags", "most", "size", "now", *"abcd")]


def queue_of_libc(libc):
    """The descriptor of a new message queue; its name is removed at once."""
    name = b"/k00_live_%d" % os.getpid()
    attributes = Attributes(0, 4, 64)
    queue = libc.mq_open(name, O_RDWR | O_CREAT, 0o600, ctypes.byref(attributes))
    if queue < 0:
        raise OSError(ctypes.get_errno(), "mq_open failed")
    libc.mq_unlink(name)
    return queue


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    queue = queue_of_libc(libc)
    seconds, rest = divmod(time.time_ns() + 500_000_000, 1_000_000_000)
    until = (ctypes.c_long * 2)(seconds, rest)
    buffer = ctypes.create_string_buffer(64)
    got = libc.mq_timedreceive(queue, buffer, ctypes.c_size_t(64), None, until)
    return n if got < 0 and ctypes.get_errno() == errno.ETIMEDOUT else 0
