"""Makes a symbolic link outside."""

import os


def answer():
    os.symlink("file", OUTSIDE + "/link")
    return 42
