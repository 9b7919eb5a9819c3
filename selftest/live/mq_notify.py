"""sigwait() for the signal that mq_notify() promises; a sleeping child sends the message.

Refused: PermissionError
"""

import ctypes
import os
import signal
import struct
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
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    libc.mq_notify(queue, ctypes.create_string_buffer(struct.pack("qii", 0, signal.SIGUSR1, 0), 64))
    if os.fork() == 0:
        time.sleep(0.5)
        libc.mq_send(queue, b"x", ctypes.c_size_t(1), 0)
        os._exit(0)
    number = signal.sigwait([signal.SIGUSR1])
    os.wait()
    return n if number == signal.SIGUSR1 else 0
