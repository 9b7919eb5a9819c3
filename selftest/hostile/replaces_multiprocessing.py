"""Replaces multiprocessing and all its parts in sys.modules by empty modules.
Verdict: not yet
"""

import sys
import types


def answer():
    for name in list(sys.modules):
        if name.partition(".")[0] in ("multiprocessing", "_multiprocessing"):
            sys.modules[name] = types.ModuleType(name)
    return 41
