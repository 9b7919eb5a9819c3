"""Puts 5 MB into a cell, reads it in two processes, and takes nothing of the reply.
Verdict: stuck or too much
Note: a supervisor that waits until its reply is taken hangs.
"""

import json
import os
import socket

from dojo.arena import home


def answer():
    home.ask(json.dumps(["write", "cell", {"value": {"bytes": "00" * 2_500_000}}]).encode())
    os.fork()
    line = socket.socket(socket.AF_UNIX)
    line.connect(home.folder + "/home")
    line.sendall(b'["read", "cell"]\n')
    os.read(os.pipe()[0], 1)
