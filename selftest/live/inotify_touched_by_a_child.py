"""read() on an inotify watch of its own folder, in which a sleeping child makes a file."""

import ctypes
import os
import time

IN_CREATE = 0x100


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(0)
    libc.inotify_add_watch(watch, b".", IN_CREATE)
    if os.fork() == 0:
        time.sleep(0.5)
        open("made by the child", "w").close()
        os._exit(0)
    found = os.read(watch, 4096)
    os.wait()
    return n if b"made by the child" in found else 0
