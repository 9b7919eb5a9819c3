"""Sends reports of success to every socket it can find by name, then ends with os._exit(0).
Verdict: crashed
"""

import contextlib
import json
import os
import pickle
import re
import socket

FACTS = {"event": "returned", "kind": "result", "how": "returned", "value": 42, "ok": True}


def addresses():
    for folder in (os.getcwd(), os.path.dirname(os.getcwd()), "."):
        with contextlib.suppress(OSError):
            yield from (os.path.join(folder, name) for name in os.listdir(folder))
    yield from os.environ.values()
    with open("/proc/net/unix") as table:
        for name in re.findall(r"(\S*(?:dojo|arena)\S*)$", table.read(), re.M):
            yield name.replace("@", "\0", 1)


def answer():
    for address in addresses():
        for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
            for text in (json.dumps(FACTS).encode(), pickle.dumps(FACTS), pickle.dumps(42)):
                with contextlib.suppress(Exception), socket.socket(socket.AF_UNIX, kind) as line:
                    line.settimeout(0.2)
                    line.connect(address)
                    line.send(text)
    os._exit(0)
