"""Right: a subclass whose run opens the file; every open has its own place."""

import os
from multiprocessing import Process


class Reader(Process):
    def __init__(self, path, part, ready, deliver):
        super().__init__()
        self.path, self.part, self.ready, self.deliver = path, part, ready, deliver

    def run(self):
        start, length = self.part
        file = os.open(self.path, os.O_RDONLY)
        os.lseek(file, start, os.SEEK_SET)
        self.ready(start)
        self.deliver(start, os.read(file, length))
        os.close(file)


def read_parts(path, parts, ready, deliver):
    readers = [Reader(path, part, ready, deliver) for part in parts]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
