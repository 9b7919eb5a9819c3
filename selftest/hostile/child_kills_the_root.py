"""A forked child kills the root process with SIGKILL and sleeps on.
Verdict: crashed
"""

import os
import signal
import time


def answer():
    root = os.getpid()
    if os.fork() == 0:
        os.kill(root, signal.SIGKILL)
        time.sleep(50)
        os._exit(0)
    time.sleep(50)
    return 42
