"""Becomes another program by exec, one that prints 42 and ends with exit code 0.
Verdict: crashed
"""

import os


def answer():
    os.execv("/bin/sh", ["sh", "-c", "echo 42; exit 0"])
