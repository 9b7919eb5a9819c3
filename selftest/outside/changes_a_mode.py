"""Takes every permission from a file outside.

Prevented by: namespaces.
"""

import os


def answer():
    os.chmod(OUTSIDE + "/file", 0)
    return 42
