"""Sleeps far longer than any answer may take.
Verdict: too much
Note: it stops by itself after 60 s.
"""

import time


def answer():
    time.sleep(60)
    return 42
