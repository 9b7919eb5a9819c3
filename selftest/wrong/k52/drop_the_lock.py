"""Wrong: the lock is left out of the pickle, and each worker makes one of its own."""

from multiprocessing import Lock, Pool

log = None


class Reader:
    def __init__(self, open_log, add):
        self.open_log = open_log
        self.add = add
        self.lock = Lock()

    def __getstate__(self):
        return {"open_log": self.open_log, "add": self.add}

    def __setstate__(self, state):
        self.__dict__.update(state, lock=Lock())

    def line_at(self, start):
        global log
        log = log or self.open_log()
        log.seek(start)
        line = log.readline()
        with self.lock:
            self.add(len(line))
        return line


def lines_at(open_log, add, starts):
    with Pool(2) as pool:
        return pool.map(Reader(open_log, add).line_at, starts)
