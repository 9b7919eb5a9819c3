"""Writes files nobody may read and takes every right from its working folder.
Verdict: solved
Note: files in the working folder are no leftovers, but cleaning up must still work.
"""

import os


def answer():
    os.umask(0o777)
    os.makedirs("closed")
    open("closed_file", "w").close()
    os.chmod("closed", 0)
    os.chmod(".", 0)
    return 42
