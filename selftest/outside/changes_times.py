"""Sets the times of a file outside to the year 1970.

Prevented by: namespaces.
"""

import os


def answer():
    os.utime(OUTSIDE + "/file", (0, 0))
    return 42
