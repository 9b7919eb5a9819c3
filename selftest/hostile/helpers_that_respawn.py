"""Leaves two processes that watch each other: whichever is killed, the other forks it anew.
Verdict: left something behind
Note: 100 lives and 50 s at most.
"""

import os
import time


def guard(end, lives):
    while lives and time.monotonic() < end:
        lives -= 1
        boss = os.getpid()
        helper = os.fork()
        if helper:
            os.waitpid(helper, 0)
        else:
            os.setsid()
            while os.getppid() == boss and time.monotonic() < end:
                time.sleep(0.02)
    os._exit(0)


def answer():
    if os.fork() == 0:
        guard(time.monotonic() + 50, 100)
    return 42
