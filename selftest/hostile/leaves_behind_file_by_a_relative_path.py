"""Leaves a file in /dev/shm that it made from within, by a relative name.
Verdict: left something behind
In plain: solved.
"""

import os


def answer():
    os.chdir("/dev/shm")
    with open(f"k00_hostile_{os.getpid()}", "w") as file:
        file.write("x")
    return 42
