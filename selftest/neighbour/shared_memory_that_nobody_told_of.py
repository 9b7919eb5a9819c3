"""Makes files in /dev/shm under names that a neighbour could be blamed for, and removes them."""

import contextlib
import glob
import os
import time

MADE = []


def attack():
    from dojo.arena import home

    number = len(MADE)
    runs = glob.glob(os.path.dirname(home.folder) + "/*/home")
    names = ["psm_neighbour", *("sem." + os.path.basename(os.path.dirname(run)) for run in runs)]
    for name in names:
        with contextlib.suppress(OSError):
            path = f"/dev/shm/{name}-{number}"
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
            MADE.append(path)
    for path in MADE[:-20]:
        with contextlib.suppress(OSError):
            os.unlink(path)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
        time.sleep(0.001)
    for path in MADE:
        with contextlib.suppress(OSError):
            os.unlink(path)
    return 42
