"""A socket with a receive timeout arrives over another socket (SCM_RIGHTS) from a child."""

import os
import socket
import struct


def solve(n):
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        one, other = socket.socketpair()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 500_000))
        socket.send_fds(theirs, [b"."], [one.fileno(), other.fileno()])
        os._exit(0)
    _, (one, other), _, _ = socket.recv_fds(ours, 1, 2)
    os.wait()
    try:
        return os.read(one, 1), other
    except BlockingIOError:
        return n
