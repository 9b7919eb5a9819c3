"""Waits for a datagram at an abstract address, which a process outside sends to.
In namespaces: stuck
"""

import socket


def solve(n):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("\0" + STRANGER["mark"])
        return n if line.recv(1) == b"x" else 0
