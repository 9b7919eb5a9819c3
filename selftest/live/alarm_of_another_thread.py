"""A thread sets an alarm of libc and ends; the main thread waits for an event that stays unset."""

import ctypes
import signal
import threading


class Over(Exception):
    pass


def solve(n):
    def over(*_):
        raise Over

    signal.signal(signal.SIGALRM, over)
    thread = threading.Thread(target=ctypes.CDLL(None).alarm, args=(1,))
    thread.start()
    thread.join()
    try:
        threading.Lock().acquire() and threading.Event().wait()
    except Over:
        return n
