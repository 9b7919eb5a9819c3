"""Makes a hard link to a file outside, which counts its links."""

import os


def answer():
    os.link(OUTSIDE + "/file", OUTSIDE + "/folder/link")
    return 42
