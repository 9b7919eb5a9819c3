"""read() on an inotify watch of a file outside, which a process outside writes to."""

import ctypes
import os

IN_MODIFY = 2


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(0)
    path = (STRANGER["folder"] + "/touched").encode()
    if libc.inotify_add_watch(watch, path, IN_MODIFY) < 0:
        raise OSError(ctypes.get_errno(), "inotify_add_watch failed")
    return n if os.read(watch, 4096) else 0
