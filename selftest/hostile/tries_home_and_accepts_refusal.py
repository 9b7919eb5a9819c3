"""Tries to write into the real home folder, takes back what it wrote, accepts a refusal.
Verdict: solved
Note: refused or not, nothing stays and the value is right.
"""

import contextlib
import os
import pwd


def answer():
    home = pwd.getpwuid(os.getuid()).pw_dir
    path = os.path.join(home, f".k00_hostile_{os.getpid()}")
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.unlink(path)
    return 42
