"""Unlinks every named semaphore that the arena named for another run."""

import contextlib
import os
import time


def attack():
    from dojo.arena import home

    mine = "sem." + os.path.basename(home.folder)
    for name in os.listdir("/dev/shm"):
        if name.startswith("sem.") and not name.startswith(mine):
            with contextlib.suppress(OSError):
                os.unlink("/dev/shm/" + name)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

