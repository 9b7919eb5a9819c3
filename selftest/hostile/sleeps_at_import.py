"""Sleeps while it is imported.
Verdict: too much
Note: it stops by itself after 60 s.
"""

import time

time.sleep(60)


def answer():
    return 42
