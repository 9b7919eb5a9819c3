"""Ends the process with os._exit(0) while a forked child sleeps on.
Verdict: crashed
Note: something stays behind too, but the call never returned, and that comes first.
"""

import os
import time


def answer():
    if os.fork() == 0:
        time.sleep(50)
    os._exit(0)
