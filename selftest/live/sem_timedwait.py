"""sem_timedwait() of libc on a semaphore that stays 0: a futex with an absolute deadline."""

import ctypes
import errno
import time


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    semaphore = ctypes.create_string_buffer(32)
    libc.sem_init(semaphore, 0, 0)
    seconds, rest = divmod(time.time_ns() + 500_000_000, 1_000_000_000)
    done = libc.sem_timedwait(semaphore, (ctypes.c_long * 2)(seconds, rest))
    return n if done < 0 and ctypes.get_errno() == errno.ETIMEDOUT else 0
