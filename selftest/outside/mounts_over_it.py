"""Takes the protection off in a mount namespace of its own, where it may, and writes outside.

Prevented by: namespaces.
"""

import contextlib
import ctypes
import os

CLONE_NEWUSER, CLONE_NEWNS = 0x10000000, 0x00020000
MS_REMOUNT, MS_BIND, MNT_DETACH = 32, 4096, 2


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0:
        for place in ("/", "/var", "/var/tmp", OUTSIDE):
            libc.mount(None, place.encode(), None, MS_REMOUNT | MS_BIND, None)
            libc.mount(None, place.encode(), None, MS_REMOUNT, None)
            if place != "/":
                libc.umount2(place.encode(), MNT_DETACH)
    with contextlib.suppress(OSError):
        os.chmod(OUTSIDE + "/file", 0o640)
    with open(OUTSIDE + "/file", "a") as file:
        file.write("more")
    return 42
