"""Removes an extended attribute of a file outside.

Prevented by: namespaces.
"""

import os


def answer():
    os.removexattr(OUTSIDE + "/file", "user.kept")
    return 42
