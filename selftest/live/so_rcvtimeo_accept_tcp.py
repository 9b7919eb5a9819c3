"""accept() on a TCP listener on loopback with a receive timeout."""

import socket
import struct


def solve(n):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        try:
            listener.accept()
        except BlockingIOError:
            return n
