"""A thread sleeps in C (usleep of libc), then sets the event that the main thread waits for."""

import ctypes
import threading


def solve(n):
    done = threading.Event()

    def set_it_late():
        ctypes.CDLL(None).usleep(500_000)
        done.set()

    threading.Thread(target=set_it_late).start()
    return n if done.wait() else 0
