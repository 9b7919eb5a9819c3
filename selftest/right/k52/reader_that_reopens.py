"""Right: an object that leaves its file behind when it is sent, and opens it where it is used."""

import os
from multiprocessing import Lock, Process, SimpleQueue


class Reader:
    def __init__(self, open_log, add):
        self.open_log, self.add, self.lock = open_log, add, Lock()
        self._log = self._opener = None

    def __getstate__(self):
        return self.__dict__ | {"_log": None, "_opener": None}

    def __setstate__(self, state):
        self.__dict__ = state

    @property
    def log(self):
        if self._opener != os.getpid():
            self._log, self._opener = self.open_log(), os.getpid()
        return self._log

    def __call__(self, numbered, results):
        for number, start in numbered:
            self.log.seek(start)
            line = self.log.readline()
            with self.lock:
                self.add(len(line))
            results.put((number, line))


def lines_at(open_log, add, starts):
    reader, results = Reader(open_log, add), SimpleQueue()
    numbered = list(enumerate(starts))
    workers = [Process(target=reader, args=(numbered[n::2], results)) for n in range(2)]
    for worker in workers:
        worker.start()
    found = dict(results.get() for _ in starts)
    for worker in workers:
        worker.join()
    return [line for _, line in sorted(found.items())]
