"""Lets a program change the mode of a file outside.

Prevented by: namespaces.
"""

import subprocess


def answer():
    subprocess.run(["chmod", "0", OUTSIDE + "/file"], check=True)
    return 42
