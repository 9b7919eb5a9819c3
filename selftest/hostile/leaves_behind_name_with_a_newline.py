"""Leaves a file in /dev/shm whose name has a newline, quotes and an escape sequence.
Verdict: left something behind
In plain: solved.
"""

import os


def answer():
    name = f'k00_hostile_{os.getpid()}\n"\x1b[31m\\'
    os.close(os.open(f"/dev/shm/{name}", os.O_CREAT | os.O_WRONLY, 0o600))
    return 42
