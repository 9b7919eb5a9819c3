"""Reads memory at address zero.
Verdict: crashed
"""

import ctypes
import resource


def answer():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.string_at(0)
    return 42
