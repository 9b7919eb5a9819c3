"""flock() on a file in /dev/shm that a process outside holds."""

import fcntl


def solve(n):
    with open(STRANGER["shared"] + ".flock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
    return n
