"""Forks without telling parent from child: both return 42 into the caller.
Verdict: left something behind
Note: the root returned 42 with a child it never waited for.
"""

import os


def answer():
    os.fork()
    return 42
