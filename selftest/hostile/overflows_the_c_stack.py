"""Recurses through C code with the recursion limit lifted.
Verdict: crashed or not yet
Note: some versions of Python overflow the stack, newer ones raise RecursionError.
"""

import resource
import sys


def dive(_):
    return list(map(dive, [0]))


def answer():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(10**6)
    return dive(0)
