"""Leaves a named pipe in /dev/shm.
Verdict: left something behind
In plain: solved.
"""

import os


def answer():
    os.mkfifo(f"/dev/shm/k00_hostile_{os.getpid()}")
    return 42
