"""Changes the mode of a folder outside through a descriptor that is open for reading.

Prevented by: namespaces.
"""

import os


def answer():
    os.fchmod(os.open(OUTSIDE + "/folder", os.O_RDONLY), 0o700)
    return 42
