"""Right: a child writes into a shared memory segment under a fixed name."""

import multiprocessing
from multiprocessing import shared_memory


def write(name):
    segment = shared_memory.SharedMemory(name)
    segment.buf[0] = 42
    segment.close()


def answer():
    segment = shared_memory.SharedMemory("right_shared_memory", create=True, size=64)
    child = multiprocessing.Process(target=write, args=(segment.name,))
    child.start()
    child.join()
    value = segment.buf[0]
    segment.close()
    segment.unlink()
    return value
