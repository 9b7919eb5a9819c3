"""Returns 42 while a forked child is stopped by SIGSTOP, where SIGTERM cannot reach it.
Verdict: left something behind
"""

import os
import signal


def answer():
    child = os.fork()
    if child == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    return 42
