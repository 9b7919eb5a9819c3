"""Leaves a plain file in /dev/shm.
Verdict: left something behind
"""

import os


def answer():
    with open(f"/dev/shm/k00_hostile_{os.getpid()}", "w") as file:
        file.write("42")
    return 42
