"""Truncates a file outside."""

import os


def answer():
    os.truncate(OUTSIDE + "/file", 1)
    return 42
