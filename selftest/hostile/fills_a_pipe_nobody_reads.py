"""Writes into a pipe of its own until it is full, and blocks there.
Verdict: stuck
"""

import os


def answer():
    reader, writer = os.pipe()
    os.write(writer, bytes(4 * 1024 * 1024))
    return 42 + reader
