"""A request to a server of this machine over a unix socket; it answers late."""

import socket


def solve(n):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(STRANGER["folder"] + "/stream")
        return n if line.recv(1) == b"x" else 0
