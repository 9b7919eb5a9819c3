"""Reads a named pipe in /dev/shm, of which it holds the write end, too."""

import os


def solve(n):
    pipe = os.open(STRANGER["shared"] + ".pipe", os.O_RDWR)
    return n if os.read(pipe, 1) == b"x" else 0
