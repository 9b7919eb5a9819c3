"""Sends SIGSTOP to its parent, the supervisor, and returns a wrong value.
Verdict: not yet or crashed
Note: refused it raises PermissionError; a supervisor that is stopped counts as killed.
"""

import os
import signal


def answer():
    parent = os.getppid()
    if parent > 1:
        os.kill(parent, signal.SIGSTOP)
    return 41
