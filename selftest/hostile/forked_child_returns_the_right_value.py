"""Forks a child that returns 42 into the caller, waits for it, then returns 41 itself.
Verdict: not yet
Note: a stranger's report must not count, however complete it is.
"""

import os


def answer():
    child = os.fork()
    if child == 0:
        return 42
    os.waitpid(child, 0)
    return 41
