"""Leaves a file in /dev/shm that an isolated Python made.
Verdict: left something behind
In plain: solved.
"""

import os
import subprocess
import sys


def answer():
    program = f"open('/dev/shm/k00_hostile_{os.getpid()}', 'w').close()"
    subprocess.run([sys.executable, "-I", "-S", "-c", program], check=True)
    return 42
