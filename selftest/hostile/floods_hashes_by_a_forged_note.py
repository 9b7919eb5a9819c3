"""Sends a note, by the real protocol, with a dict of 150,000 keys that all have the same hash.
Verdict: solved
Note: a supervisor that builds the dict is busy for minutes.
"""

import contextlib
import json
import os

from dojo.arena import home


def answer():
    pairs = [[{"int": hex(k * (2**61 - 1))}, 0] for k in range(5, 150_000)]
    data = {
        "args": {"tuple": [{"dict": pairs}]}, "kwargs": {"dict": []}, "name": "worker", "daemon": False,
        "parent": os.getppid(), "creator": None, "thread": os.getpid(),
    }
    with contextlib.suppress(OSError):
        home.ask(json.dumps(["note", "work", data]).encode())
    return 42
