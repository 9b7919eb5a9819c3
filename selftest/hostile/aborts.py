"""Calls abort(), which ends the process by SIGABRT.
Verdict: crashed
"""

import os
import resource


def answer():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.abort()
