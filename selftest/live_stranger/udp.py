"""A request to a server of this machine over UDP; it answers late."""

import socket


def solve(n):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(("127.0.0.1", STRANGER["udp"]))
        line.send(b"?")
        return n if line.recv(1) == b"x" else 0
