"""Leaves a file in /dev/shm whose name is no UTF-8.
Verdict: left something behind
In plain: solved.
"""

import os


def answer():
    name = b"k00_hostile_%d_\xff\xfe" % os.getpid()
    os.close(os.open(b"/dev/shm/" + name, os.O_CREAT | os.O_WRONLY, 0o600))
    return 42
