"""Writes reports of success to every open descriptor, then ends with os._exit(0).
Verdict: crashed
"""

import contextlib
import json
import os
import pickle

FACTS = {"event": "returned", "kind": "result", "how": "returned", "value": 42, "ok": True}


def answer():
    for name in os.listdir("/proc/self/fd"):
        for text in (json.dumps(FACTS).encode() + b"\n", pickle.dumps(FACTS), b"42\n"):
            with contextlib.suppress(OSError):
                os.set_blocking(int(name), False)
                os.write(int(name), text)
    os._exit(0)
