"""Opens a thousand connections, says nothing in any of them, and keeps them open.
Verdict: too much
"""

import contextlib
import resource
import socket

from dojo.arena import home

lines = []


def answer():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with contextlib.suppress(OSError):
        for _ in range(1000):
            lines.append(socket.socket(socket.AF_UNIX))
            lines[-1].connect(home.folder + "/home")
    return 42
