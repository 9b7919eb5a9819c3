"""ualarm() of libc wakes a wait for a lock."""

import ctypes
import multiprocessing
import signal


class Over(Exception):
    pass


def solve(n):
    def over(*_):
        raise Over

    signal.signal(signal.SIGALRM, over)
    lock = multiprocessing.Lock()
    ctypes.CDLL(None).ualarm(500_000, 0)
    try:
        while True:
            lock.acquire()
    except Over:
        return n
