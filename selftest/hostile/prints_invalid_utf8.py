"""Writes bytes that are no text to stdout and stderr, then returns the right value.
Verdict: solved
"""

import os
import sys


def answer():
    sys.stdout.buffer.write(b"\xff\xfe\x00 half of a letter: \xc3")
    sys.stdout.flush()
    os.write(2, b"\x80\x1b[2J\x1b]0;title\x07\r\n\xed\xa0\x80")
    return 42
