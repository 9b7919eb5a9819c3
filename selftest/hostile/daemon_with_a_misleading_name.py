"""Leaves a daemon whose name breaks careless readers of /proc/PID/stat.
Verdict: left something behind
Note: the daemon ends by itself after 55 s.
"""

import ctypes
import os
import time

SET_NAME = 15  # prctl(2); a write to /proc/self/comm would be refused where there is Landlock


def answer():
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(SET_NAME, b") Z 1\n\xff (x) ", 0, 0, 0)
            time.sleep(55)
        os._exit(0)
    os.waitpid(child, 0)
    return 42
