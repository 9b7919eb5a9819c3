"""A lock of multiprocessing, held already, is acquired with a timeout in a child."""

import multiprocessing


def acquire(lock):
    raise SystemExit(0 if not lock.acquire(timeout=0.5) else 1)


def solve(n):
    lock = multiprocessing.Lock()
    lock.acquire()
    child = multiprocessing.Process(target=acquire, args=(lock,))
    child.start()
    child.join()
    return n if child.exitcode == 0 else 0
