"""Makes locks that live as named semaphores, then dies by SIGKILL before removing them.
Verdict: crashed
"""

import multiprocessing
import os
import signal


def answer():
    context = multiprocessing.get_context("spawn")
    locks = [context.Lock() for _ in range(3)]
    os.kill(os.getpid(), signal.SIGKILL)
    return len(locks)
