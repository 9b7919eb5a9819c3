"""Renames and removes the folders of other runs in the temporary folder."""

import contextlib
import glob
import os
import shutil
import tempfile
import time


def attack():
    from dojo.arena import home

    folders = {tempfile.gettempdir(), "/tmp", os.path.dirname(home.folder)}
    for path in {path for top in folders for path in glob.glob(top + "/dojo-*")}:
        if path != home.folder:
            with contextlib.suppress(OSError):
                os.rename(path, path + "-moved")
            shutil.rmtree(path, ignore_errors=True)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

