"""A request to a server of this machine over TCP; it answers late."""

import socket


def solve(n):
    with socket.create_connection(("127.0.0.1", STRANGER["tcp"])) as line:
        return n if line.recv(1) == b"x" else 0
