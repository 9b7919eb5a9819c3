"""Leaves a folder in /dev/shm that holds a file and forbids everything.
Verdict: left something behind
In plain: solved.
"""

import os
import subprocess


def answer():
    folder = f"/dev/shm/k00_hostile_{os.getpid()}"
    subprocess.run(["sh", "-c", f"mkdir {folder}; echo > {folder}/x; chmod 0 {folder}"], check=True)
    return 42
