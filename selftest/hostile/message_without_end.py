"""Sends a hundred megabytes without a line end, in messages that never end.
Verdict: too much
"""

import contextlib
import socket

from dojo.arena import home


def answer():
    for _ in range(20):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.connect(home.folder + "/home")
            for _ in range(5):
                line.sendall(b"[" * (1 << 20))
    return 42
