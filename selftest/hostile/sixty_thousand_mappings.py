"""Maps memory 60,000 times, so that /proc/PID/maps has megabytes, and waits for good.
Verdict: stuck
"""

import ctypes
import mmap
import multiprocessing


def answer():
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    for number in range(60_000):  # neighbours differ, or the kernel would join them
        libc.mmap(None, 4096, mmap.PROT_READ if number % 2 else 0, private, -1, 0)
    lock = multiprocessing.get_context("fork").Lock()
    lock.acquire()
    lock.acquire()
