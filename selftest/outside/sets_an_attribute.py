"""Sets an extended attribute of a file outside.

Prevented by: namespaces.
"""

import os


def answer():
    os.setxattr(OUTSIDE + "/file", "user.k00", b"here")
    return 42
