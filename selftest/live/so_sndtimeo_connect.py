"""connect() to a listener whose backlog is full, on a socket with a send timeout."""

import socket
import struct


def solve(n):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("listener")
    listener.listen(0)
    lines = []
    try:
        for _ in range(10):
            line = socket.socket(socket.AF_UNIX)
            lines.append(line)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", 0, 500_000))
            line.connect("listener")
    except BlockingIOError:
        return n
