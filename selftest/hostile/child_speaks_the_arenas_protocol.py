"""A forked child sends a result of 42 the way the arena's own code does; the call returns 41.
Verdict: not yet or crashed
"""

import contextlib
import os


def answer():
    pid = os.fork()
    if pid == 0:
        from dojo.arena import home

        with contextlib.suppress(OSError):
            home.ask(b'["result", "returned", {"value": {"int": "0x2a"}}]')
        os._exit(0)
    os.waitpid(pid, 0)
    return 41
