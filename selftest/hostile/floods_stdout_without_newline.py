"""Writes one line that does not end, straight to descriptor 1.
Verdict: too much
Note: capped at 200 MB.
"""

import os


def answer():
    block = b"x" * 1_000_000
    for _ in range(200):
        os.write(1, block)
    return 42
