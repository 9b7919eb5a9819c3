"""Sends a hundred thousand notes, from four processes, by the real protocol.
Verdict: too much
"""

import contextlib
import json
import os

from dojo.arena import home


def answer():
    data = {
        "args": {"tuple": []}, "kwargs": {"dict": []}, "name": "worker", "daemon": False,
        "parent": os.getppid(), "creator": None, "thread": os.getpid(),
    }
    message = json.dumps(["note", "work", data]).encode()
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            with contextlib.suppress(OSError):
                for _ in range(25_000):
                    home.ask(message)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return 42
