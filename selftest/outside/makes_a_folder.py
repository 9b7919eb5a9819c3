"""Makes a folder outside."""

import os


def answer():
    os.mkdir(OUTSIDE + "/made")
    return 42
