"""Stays inside one call of C code that never looks at signals or lets go of the GIL.
Verdict: too much
Note: about a minute on a common machine, then it stops by itself.
"""

import itertools


def answer():
    sum(itertools.repeat(1, 15_000_000_000))
    return 42
