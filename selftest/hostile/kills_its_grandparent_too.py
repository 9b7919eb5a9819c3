"""Sends SIGKILL to its parent's parent and to its parent, in that order.
Verdict: not yet or crashed
Without Landlock: could not tell
Note: two levels at most and never pid 1.
"""

import os
import signal


def answer():
    parent = os.getppid()
    if parent > 1:
        with open(f"/proc/{parent}/stat", "rb") as stat:
            grandparent = int(stat.read().rpartition(b")")[2].split()[1])
        for pid in (grandparent, parent):
            if pid > 1:
                os.kill(pid, signal.SIGKILL)
    return 41
