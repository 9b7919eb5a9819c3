"""Stands at two hundred gates, one after the other, whose labels have a megabyte each.
Verdict: too much
Note: it does not wait for any of them to open.
"""

import contextlib
import json
import socket

from dojo.arena import home


def answer():
    for number in range(200):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.connect(home.folder + "/home")
            line.sendall(json.dumps(["gate", f"{number}" + "x" * 1_000_000, {}]).encode() + b"\n")
    return 42
