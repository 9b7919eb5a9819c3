"""Starts another program with posix_spawn and returns 42 without waiting for it.
Verdict: left something behind
Note: the program ends by itself after 55 s.
"""

import os


def answer():
    os.posix_spawn("/bin/sleep", ["sleep", "55"], {}, setpgroup=0)
    return 42
