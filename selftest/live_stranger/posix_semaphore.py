"""sem_wait() on a named semaphore that a process outside made and posts now and then."""

import ctypes


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.sem_open.restype = ctypes.c_void_p
    semaphore = libc.sem_open(b"/" + STRANGER["mark"].encode(), 0)
    if semaphore is None:
        raise OSError(ctypes.get_errno(), "sem_open failed")
    while libc.sem_trywait(ctypes.c_void_p(semaphore)) == 0:
        pass
    libc.sem_wait(ctypes.c_void_p(semaphore))
    return n
