"""Leaves a file in /dev/shm whose mode is 000.
Verdict: left something behind
In plain: solved.
"""

import os
import subprocess


def answer():
    path = f"/dev/shm/k00_hostile_{os.getpid()}"
    subprocess.run(["sh", "-c", f"umask 777; : > {path}"], check=True)
    return 42
