"""Unlinks a shared memory segment, and leaves a hard link to it.
Verdict: left something behind
In plain: solved.
"""

import os
from multiprocessing import shared_memory


def answer():
    segment = shared_memory.SharedMemory(create=True, size=64)
    os.link(f"/dev/shm/{segment.name}", f"/dev/shm/k00_hostile_{os.getpid()}")
    segment.close()
    segment.unlink()
    return 42
