"""Leaves a daemon behind: forked twice, in a session of its own, an orphan.
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
            time.sleep(55)
        os._exit(0)
    os.waitpid(child, 0)
    return 42
