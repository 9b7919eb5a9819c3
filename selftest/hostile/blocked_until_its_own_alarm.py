"""Waits on a lock nobody holds the key to, but has armed an alarm that ends the wait.
Verdict: solved
Note: every thread waits with no time limit, yet a timer will wake one: no deadlock.
"""

import signal
import threading


class Awake(Exception):
    pass


def ring(number, frame):
    raise Awake


def answer():
    signal.signal(signal.SIGALRM, ring)
    try:
        signal.alarm(1)
        threading.Event().wait()
    except Awake:
        return 42
