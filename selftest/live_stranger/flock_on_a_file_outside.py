"""flock() on a file outside, opened to read, which a process outside holds."""

import fcntl


def solve(n):
    with open(STRANGER["folder"] + "/flock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
    return n
