"""Right: a slice of the mapped file; there is no place in it."""

import mmap
from multiprocessing import Process


def read_parts(path, parts, ready, deliver):
    readers = [Process(target=read_part, args=(path, *part, ready, deliver)) for part in parts]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()


def read_part(path, start, length, ready, deliver):
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        ready(start)
        deliver(start, text[start : start + length])
