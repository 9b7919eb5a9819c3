"""Leaves a file in /dev/shm that a shell made.
Verdict: left something behind
In plain: solved.
"""

import os
import subprocess


def answer():
    subprocess.run(["sh", "-c", f"echo x > /dev/shm/k00_hostile_{os.getpid()}"], check=True)
    return 42
