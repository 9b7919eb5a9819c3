"""Renames a file outside."""

import os


def answer():
    os.rename(OUTSIDE + "/file", OUTSIDE + "/renamed")
    return 42
