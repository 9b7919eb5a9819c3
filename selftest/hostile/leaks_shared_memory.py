"""Creates shared memory, closes it and never unlinks it.
Verdict: left something behind
Note: the resource tracker may remove it later, with a warning; that is not the answer's merit.
"""

from multiprocessing import shared_memory


def answer():
    block = shared_memory.SharedMemory(create=True, size=4096)
    block.buf[0] = 42
    block.close()
    return 42
