"""Ends the process with os._exit(0) while it is imported.
Verdict: crashed
"""

import os

os._exit(0)


def answer():
    return 42
