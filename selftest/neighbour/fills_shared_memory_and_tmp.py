"""Fills /dev/shm and the temporary folders until nothing fits any more, at most 256 MB each."""

import contextlib
import os
import tempfile
import time

PLACES = ["/dev/shm/filled", "/tmp/filled", "/var/tmp/filled", tempfile.gettempdir() + "/full"]


def attack():
    for path in PLACES:
        with contextlib.suppress(OSError), open(path, "ab", 0) as file:
            while file.tell() < 256 << 20:
                file.write(bytes(1 << 20))
    time.sleep(0.001)


def answer(up):
    end = time.monotonic() + 30
    up()
    while time.monotonic() < end:
        attack()
    for path in PLACES:
        with contextlib.suppress(OSError):
            os.unlink(path)
    return 42
