"""Wrong: pread needs no place, but the number of a descriptor means nothing in a new program."""

import os
from multiprocessing import Process


def read_parts(path, parts, ready, deliver):
    file = os.open(path, os.O_RDONLY)
    readers = [Process(target=read_part, args=(file, *part, ready, deliver)) for part in parts]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    os.close(file)


def read_part(file, start, length, ready, deliver):
    ready(start)
    deliver(start, os.pread(file, length, start))
