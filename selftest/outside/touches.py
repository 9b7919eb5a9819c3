"""Sets the times of a folder outside to now, through /proc/self/fd.

Prevented by: namespaces.
"""

import os


def answer():
    descriptor = os.open(OUTSIDE + "/folder", os.O_RDONLY)
    os.utime(f"/proc/self/fd/{descriptor}")
    return 42
