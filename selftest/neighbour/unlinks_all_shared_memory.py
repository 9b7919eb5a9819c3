"""Unlinks everything in /dev/shm; none of it is its own."""

import contextlib
import os
import time


def attack():
    for name in os.listdir("/dev/shm"):
        with contextlib.suppress(OSError):
            os.unlink("/dev/shm/" + name)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

