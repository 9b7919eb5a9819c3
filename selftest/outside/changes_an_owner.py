"""Changes the owner of a file outside to the one it has, which changes the time of its inode.

Prevented by: namespaces.
"""

import os


def answer():
    os.chown(OUTSIDE + "/file", os.getuid(), os.getgid())
    return 42
