"""Wrong: a file for each reader, but opened in the caller: only a fork takes it along."""

from multiprocessing import Process


def read_parts(path, parts, ready, deliver):
    files = [open(path, "rb") for _ in parts]
    readers = [
        Process(target=read_part, args=(file, *part, ready, deliver))
        for file, part in zip(files, parts)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    for file in files:
        file.close()


def read_part(file, start, length, ready, deliver):
    file.seek(start)
    ready(start)
    deliver(start, file.read(length))
