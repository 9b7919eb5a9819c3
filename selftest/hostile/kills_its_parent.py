"""Sends SIGKILL to its parent, the supervisor, and returns a wrong value.
Verdict: not yet or crashed
Note: refused it raises PermissionError; not refused it has killed its supervisor.
"""

import os
import signal


def answer():
    parent = os.getppid()
    if parent > 1:
        os.kill(parent, signal.SIGKILL)
    return 41
