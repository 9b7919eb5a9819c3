"""A child is killed while it holds a lock the root then waits for.
Verdict: stuck
Start: fork, spawn, forkserver
"""

import multiprocessing
import os
import signal


def take(lock):
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


def answer():
    lock = multiprocessing.Lock()
    child = multiprocessing.Process(target=take, args=(lock,))
    child.start()
    child.join()
    with lock:
        return 42
