"""Right: the caller reads the file once, into memory that is shared on purpose."""

from multiprocessing import Process, RawArray
from pathlib import Path


def read_parts(path, parts, ready, deliver):
    text = Path(path).read_bytes()
    shared = RawArray("c", len(text))
    shared.raw = text
    readers = [Process(target=read_part, args=(shared, *part, ready, deliver)) for part in parts]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()


def read_part(shared, start, length, ready, deliver):
    ready(start)
    deliver(start, shared[start : start + length])
