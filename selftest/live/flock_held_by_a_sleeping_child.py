"""flock() on a file of its own that a sleeping child holds."""

import fcntl
import os
import time


def solve(n):
    reader, writer = os.pipe()
    if os.fork() == 0:
        with open("file", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            os.write(writer, b"x")
            time.sleep(0.5)
        os._exit(0)
    os.read(reader, 1)
    with open("file") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
    os.wait()
    return n
