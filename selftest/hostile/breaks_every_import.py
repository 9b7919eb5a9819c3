"""Empties sys.path, sys.meta_path and the import caches, so that nothing can be imported.
Verdict: not yet
"""

import builtins
import sys


def refuse(*args, **kwargs):
    raise ImportError("nothing more is imported here")


def answer():
    sys.path.clear()
    sys.meta_path.clear()
    sys.path_importer_cache.clear()
    builtins.__import__ = refuse
    return 41
