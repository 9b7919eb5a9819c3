"""Four children connect and hang up, as fast as they can, for 50 s.
Verdict: too much
"""

import contextlib
import os
import socket
import time

from dojo.arena import home


def answer():
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            end = time.monotonic() + 50
            while time.monotonic() < end:
                with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
                    line.connect(home.folder + "/home")
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return 42
