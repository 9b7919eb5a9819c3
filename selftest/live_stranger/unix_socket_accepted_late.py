"""A request to a server of this machine that is busy: it accepts late, and answers at once."""

import socket


def solve(n):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(STRANGER["folder"] + "/tardy")
        return n if line.recv(1) == b"x" else 0
