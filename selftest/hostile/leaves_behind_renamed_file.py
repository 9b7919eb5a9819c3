"""Leaves a shared memory segment under a new name; the old one is gone.
Verdict: left something behind
In plain: solved.
"""

import os
from multiprocessing import resource_tracker, shared_memory


def answer():
    segment = shared_memory.SharedMemory(create=True, size=64)
    resource_tracker.unregister(segment._name, "shared_memory")
    segment.close()
    os.rename(f"/dev/shm/{segment.name}", f"/dev/shm/k00_hostile_{os.getpid()}")
    return 42
