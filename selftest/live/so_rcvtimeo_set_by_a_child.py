"""A child sets the receive timeout of a socket that it shares with its parent, and exits."""

import os
import socket
import struct


def solve(n):
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        os._exit(0)
    os.wait()
    try:
        return ours.recv(1), theirs
    except BlockingIOError:
        return n
