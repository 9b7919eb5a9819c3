"""Leaves a daemon whose name breaks careless readers of /proc/PID/stat.
Verdict: left something behind
Note: the daemon ends by itself after 55 s.
"""

import os
import time


def answer():
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            with open("/proc/self/comm", "wb") as name:
                name.write(b") Z 1\n\xff (x) ")
            time.sleep(55)
        os._exit(0)
    os.waitpid(child, 0)
    return 42
