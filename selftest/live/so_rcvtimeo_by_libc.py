"""The receive timeout is set by setsockopt() of libc with a struct timeval of ctypes."""

import ctypes
import socket


class Timeval(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("microseconds", ctypes.c_long)]


def solve(n):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        limit = Timeval(0, 500_000)
        libc = ctypes.CDLL(None, use_errno=True)
        option = (ours.fileno(), socket.SOL_SOCKET, socket.SO_RCVTIMEO)
        if libc.setsockopt(*option, ctypes.byref(limit), ctypes.sizeof(limit)) != 0:
            raise OSError(ctypes.get_errno(), "setsockopt failed")
        try:
            ours.recv(1)
        except BlockingIOError:
            return n
