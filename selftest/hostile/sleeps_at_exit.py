"""Returns 42 and sleeps for a minute in an atexit handler.
Verdict: too much
Note: the program has not ended by itself when the time is up.
"""

import atexit
import time


def answer():
    atexit.register(time.sleep, 60)
    return 42
