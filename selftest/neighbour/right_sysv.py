"""Right: a SysV semaphore and a file in /tmp, removed in the end."""

import ctypes
import os
import struct
import tempfile


def answer():
    libc = ctypes.CDLL(None, use_errno=True)
    semaphores = libc.semget(0, 1, 0o600)
    with tempfile.NamedTemporaryFile("w") as file:
        pid = os.fork()
        if pid == 0:
            with open(file.name, "w") as there:
                there.write("42")
            libc.semop(semaphores, struct.pack("Hhh", 0, 1, 0), ctypes.c_size_t(1))
            os._exit(0)
        if libc.semop(semaphores, struct.pack("Hhh", 0, -1, 0), ctypes.c_size_t(1)) != 0:
            raise OSError(ctypes.get_errno(), "the semaphore is gone")
        os.waitpid(pid, 0)
        libc.semctl(semaphores, 0, 0)
        with open(file.name) as there:
            return int(there.read())
