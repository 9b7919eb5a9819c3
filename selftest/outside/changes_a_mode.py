"""Takes every permission from a file outside."""

import os


def answer():
    os.chmod(OUTSIDE + "/file", 0)
    return 42
