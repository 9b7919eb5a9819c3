"""Writes to a file outside through a shared mapping."""

import mmap
import os


def answer():
    with mmap.mmap(os.open(OUTSIDE + "/file", os.O_RDWR), 4) as area:
        area[0] = 0
    return 42
