"""Sends SIGTERM to itself under its default action.
Verdict: crashed
"""

import os
import signal
import time


def answer():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    return 42
