"""Removes a file outside."""

import os


def answer():
    os.unlink(OUTSIDE + "/file")
    return 42
