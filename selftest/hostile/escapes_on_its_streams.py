"""Writes escape sequences to both streams, as its last words, too, and ends with code 3.
Verdict: crashed
"""

import os


def answer():
    for stream in (1, 2):
        os.write(stream, "\x1b[2J\x1b[H\x1b[32mk00 solved\x1b[0m\x1b]0;owned\x1b\\ \x9b31m \u202e\u2028\ud800".encode("utf-8", "surrogatepass") + b"\x9b2J\n")
    os._exit(3)
