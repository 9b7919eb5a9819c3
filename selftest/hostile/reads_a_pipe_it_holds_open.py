"""Reads from a pipe whose other end only it could write to.
Verdict: stuck
"""

import os


def answer():
    reader, writer = os.pipe()
    os.read(reader, 1)
    return 42 + writer
