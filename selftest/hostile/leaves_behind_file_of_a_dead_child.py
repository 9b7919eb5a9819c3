"""Leaves a file in /dev/shm that a forked child made, which was then killed.
Verdict: left something behind
In plain: solved.
"""

import ctypes
import os
import signal


def answer():
    pid = os.fork()
    if pid == 0:
        path = f"/dev/shm/k00_hostile_{os.getppid()}".encode()
        ctypes.CDLL(None).creat(path, 0o600)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    return 42
