"""Leaves a socket in /dev/shm.
Verdict: left something behind
In plain: solved.
"""

import os
import socket


def answer():
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(f"/dev/shm/k00_hostile_{os.getpid()}")
    return 42
