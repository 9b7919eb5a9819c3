"""Right: locks its own file while it works, as single-instance programs do."""

import fcntl
import multiprocessing


def answer():
    with open(__file__) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        child = multiprocessing.Process(target=int)
        child.start()
        child.join()
        return 42
