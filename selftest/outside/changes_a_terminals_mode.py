"""Takes every permission from a terminal of its user.

Prevented by: namespaces.
"""

import os


def answer():
    os.chmod(TERMINAL, 0)
    return 42
