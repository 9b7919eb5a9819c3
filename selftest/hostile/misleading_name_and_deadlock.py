"""Takes a process name that breaks careless readers of /proc/PID/stat, then waits for good.
Verdict: stuck
"""

import threading


def answer():
    with open("/proc/self/comm", "wb") as name:
        name.write(b") R 1\n\xff (x) ")
    threading.Event().wait()
    return 42
