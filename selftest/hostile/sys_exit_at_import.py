"""Calls sys.exit(0) while it is imported.
Verdict: not yet
Note: SystemExit is an exception the arena sees; the process need not end by it.
"""

import sys

sys.exit(0)


def answer():
    return 42
