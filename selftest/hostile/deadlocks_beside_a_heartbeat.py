"""Waits for good while a daemon thread wakes up ten times a second for 55 s.
Verdict: too much
Note: one thread waits with a time limit, so nothing is proved before the time is up.
"""

import threading
import time


def beat():
    for _ in range(550):
        time.sleep(0.1)


def answer():
    threading.Thread(target=beat, daemon=True).start()
    threading.Event().wait()
    return 42
