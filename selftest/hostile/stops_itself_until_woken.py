"""Stops itself with SIGSTOP, and a child that looks twice a second sends SIGCONT.
Verdict: solved
"""

import os
import signal
import time


def answer():
    root = os.getpid()
    child = os.fork()
    if child == 0:
        stopped = False
        while not stopped:
            time.sleep(0.5)
            with open(f"/proc/{root}/stat", "rb") as stat:
                stopped = stat.read().rpartition(b")")[2].split()[0] in (b"T", b"X", b"Z")
        os.kill(root, signal.SIGCONT)
        os._exit(0)
    os.kill(root, signal.SIGSTOP)
    os.waitpid(child, 0)
    return 42
