"""waitpid() for a stopped child that a sleeping sibling continues."""

import os
import signal
import time


def solve(n):
    stopped = os.fork()
    if stopped == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    os.waitpid(stopped, os.WUNTRACED)
    if os.fork() == 0:
        time.sleep(0.5)
        os.kill(stopped, signal.SIGCONT)
        os._exit(0)
    _, status = os.waitpid(stopped, 0)
    os.wait()
    return n if status == 0 else 0
