"""read() on a socket with a receive timeout: not even a call that is meant for sockets."""

import os
import socket
import struct


def solve(n):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        try:
            os.read(ours.fileno(), 1)
        except BlockingIOError:
            return n
