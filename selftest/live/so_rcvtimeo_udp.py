"""recvfrom() on a UDP socket on loopback with a receive timeout."""

import socket
import struct


def solve(n):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.connect(line.getsockname())
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        try:
            line.recvfrom(1)
        except BlockingIOError:
            return n
