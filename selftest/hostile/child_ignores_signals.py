"""Returns 42 while a child that ignores SIGTERM, SIGINT and SIGHUP sleeps on.
Verdict: left something behind
Note: the child ends by itself after 50 s.
Start: fork, spawn, forkserver
"""

import multiprocessing
import signal
import time


def stay(ready):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    ready.set()
    end = time.monotonic() + 50
    while time.monotonic() < end:
        time.sleep(1)


def answer():
    ready = multiprocessing.Event()
    multiprocessing.Process(target=stay, args=(ready,), daemon=True).start()
    ready.wait()
    return 42
