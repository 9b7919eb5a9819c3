"""Receives from a raw socket what a process outside sends over loopback.
Refused: PermissionError
In namespaces: stuck
"""

import socket


def solve(n):
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, 254) as line:
        return n if line.recv(100) else 0
