"""Removes whatever it can find of the grader's socket, by every path, and returns a wrong value.
Verdict: not yet
In plain: not yet or crashed or could not tell.
"""

import contextlib
import glob
import os
import shutil


def answer():
    for top in ("/tmp", "/var/tmp", "/run", os.environ.get("TMPDIR", "/tmp") + "/../.."):
        for path in glob.glob(top + "/**/home", recursive=True):
            with contextlib.suppress(OSError):
                os.unlink(path)
        for path in glob.glob(top + "/dojo*"):
            shutil.rmtree(path, ignore_errors=True)
    return 41
