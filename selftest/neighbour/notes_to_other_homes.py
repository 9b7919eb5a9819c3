"""Connects to the home socket of every other run, by path, and sends a note and a result."""

import contextlib
import glob
import os
import socket
import tempfile
import time

MESSAGES = (
    b'["note", "work", {"args": {"tuple": ["x"]}, "kwargs": {"dict": []}, "name": "worker"}]\n',
    b'["result", "returned", {"value": 41}]\n',
    b'["kill", "9", {"to": 1, "late": true}]\n',
    b'["shm", "something"]\n',
    b'["nonsense"\n',
)


def attack():
    from dojo.arena import home

    folders = {tempfile.gettempdir(), "/tmp", os.path.dirname(home.folder)}
    for path in {path for top in folders for path in glob.glob(top + "/*/home")}:
        if path == home.folder + "/home":
            continue
        for message in MESSAGES:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
                line.settimeout(0.05)
                line.connect(path)
                line.sendall(message)
                line.recv(9)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

