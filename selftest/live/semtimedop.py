"""semtimedop() on a SysV semaphore that stays 0, half a second long."""

import ctypes
import errno
import struct

IPC_PRIVATE, IPC_RMID = 0, 0


def solve(n):
    libc = ctypes.CDLL(None, use_errno=True)
    semaphores = libc.semget(IPC_PRIVATE, 1, 0o600)
    take_one = struct.pack("Hhh", 0, -1, 0)
    limit = (ctypes.c_long * 2)(0, 500_000_000)
    done = libc.semtimedop(semaphores, take_one, ctypes.c_size_t(1), limit)
    why = ctypes.get_errno()
    libc.semctl(semaphores, 0, IPC_RMID)
    return n if done < 0 and why == errno.EAGAIN else 0
