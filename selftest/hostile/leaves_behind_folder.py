"""Leaves a folder with a file in /dev/shm.
Verdict: left something behind
In plain: solved.
"""

import os


def answer():
    folder = f"/dev/shm/k00_hostile_{os.getpid()}"
    os.mkdir(folder)
    os.chdir(folder)
    with open("file", "w") as file:
        file.write("x")
    return 42
