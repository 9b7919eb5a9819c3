"""Listens on the port that others use, and locks every answer's file that it can open."""

import contextlib
import fcntl
import glob
import os
import socket
import sys
import tempfile
import time

KEPT = []


def attack():
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::")):
        with contextlib.suppress(OSError):
            line = socket.socket(family)
            line.bind((host, 6000))
            line.listen()
            KEPT.append(line)
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    places = {here, tempfile.gettempdir(), "/tmp", *sys.path}
    for path in {path for place in places for path in glob.glob(place + "/**/k00*.py")}:
        if path != __file__ and len(KEPT) < 200:
            with contextlib.suppress(OSError):
                file = open(path)
                KEPT.append(file)
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    time.sleep(0.005)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

