"""Leaves a process that forks a successor and ends, ten times a second: no pid stays valid.
Verdict: left something behind
Note: the chain ends by itself after 400 links, about 40 s.
"""

import os
import time


def answer():
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return 42
    os.setsid()
    for _ in range(400):
        if os.fork():
            os._exit(0)
        time.sleep(0.1)
    os._exit(0)
