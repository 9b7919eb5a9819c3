"""Catches BaseException in a loop around its sleep, so that no exception ends it.
Verdict: too much
Note: the loop stops by itself after 60 s.
"""

import time


def answer():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            time.sleep(1)
        except BaseException:
            pass
    return 42
