"""send() into a full socket that has a send timeout (SO_SNDTIMEO)."""

import socket
import struct


def solve(n):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", 0, 500_000))
        try:
            while True:
                ours.send(bytes(4096))
        except BlockingIOError:
            return n
