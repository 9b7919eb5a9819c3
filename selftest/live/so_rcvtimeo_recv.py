"""recv() on a socket whose receive timeout was set in the kernel (SO_RCVTIMEO)."""

import socket
import struct


def solve(n):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        try:
            ours.recv(1)
        except BlockingIOError:
            return n
