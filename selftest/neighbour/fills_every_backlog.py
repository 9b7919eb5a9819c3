"""Connects to every home socket in sight as often as it can, and says nothing."""

import contextlib
import glob
import os
import socket
import tempfile
import time

KEPT = []


def attack():
    from dojo.arena import home

    folders = {tempfile.gettempdir(), "/tmp", os.path.dirname(home.folder)}
    for path in {path for top in folders for path in glob.glob(top + "/*/home")}:
        for _ in range(20 if path != home.folder + "/home" and len(KEPT) < 900 else 0):
            with contextlib.suppress(OSError):
                line = socket.socket(socket.AF_UNIX)
                line.setblocking(False)
                KEPT.append(line)
                line.connect(path)
    time.sleep(0.001)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

