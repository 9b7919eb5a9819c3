"""Prints what success looks like and ends the process with os._exit(0).
Verdict: crashed
"""

import os


def answer():
    print("42", flush=True)
    os._exit(0)
