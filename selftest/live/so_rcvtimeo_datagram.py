"""recvmsg() on a datagram socket with a receive timeout."""

import socket
import struct


def solve(n):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with ours, theirs:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        try:
            ours.recvmsg(1)
        except BlockingIOError:
            return n
