"""Returns 42 and ends the program with exit code 3 from an atexit handler.
Verdict: crashed or not yet
Note: the value is right but the program did not end with 0.
"""

import atexit
import os


def answer():
    atexit.register(os._exit, 3)
    return 42
