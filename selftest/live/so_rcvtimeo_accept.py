"""accept() on a listener with a receive timeout."""

import socket
import struct


def solve(n):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("listener")
        listener.listen()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        try:
            listener.accept()
        except BlockingIOError:
            return n
