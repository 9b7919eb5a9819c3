"""Sends sixty notes of 7 MB, by the real protocol.
Verdict: too much
"""

import contextlib
import json
import os

from dojo.arena import home


def answer():
    data = {
        "args": {"tuple": [{"bytes": "00" * 3_500_000}]}, "kwargs": {"dict": []}, "name": "worker",
        "daemon": False, "parent": os.getppid(), "creator": None, "thread": os.getpid(),
    }
    message = json.dumps(["note", "work", data]).encode()
    for _ in range(60):
        with contextlib.suppress(OSError):
            home.ask(message)
    return 42
