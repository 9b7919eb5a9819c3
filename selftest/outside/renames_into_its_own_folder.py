"""Moves a file from outside into its own folder."""

import shutil


def answer():
    shutil.move(OUTSIDE + "/file", "mine")
    return 42
