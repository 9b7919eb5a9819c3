"""The root ends with os._exit(0) while its forked child returns 42 into the caller.
Verdict: crashed
"""

import os


def answer():
    if os.fork():
        os._exit(0)
    return 42
