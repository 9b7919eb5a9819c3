"""Installs an audit hook, which cannot be removed, that raises on every event.
Verdict: not yet or crashed
Note: what the arena's side of the process may still do is its own affair; never solved.
"""

import sys


def refuse(event, args):
    raise RuntimeError(event)


def answer():
    sys.addaudithook(refuse)
    return 41
