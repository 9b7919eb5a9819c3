"""Recurses a thousand times in a line of 100 kB, so that its traceback has a hundred megabytes.
Verdict: not yet
"""

import linecache
import sys


def answer():
    text = "def deeper(n): return deeper(n + 1)  #" + "x" * 100_000
    linecache.cache[__file__] = len(text), None, [text + "\n"], __file__
    names = {}
    exec(compile(text, __file__, "exec"), names)
    sys.setrecursionlimit(1000)
    names["deeper"](0)
