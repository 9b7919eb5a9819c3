"""Forks three children that end at once and never waits for them.
Verdict: left something behind
"""

import os


def answer():
    for _ in range(3):
        if os.fork() == 0:
            os._exit(0)
    return 42
