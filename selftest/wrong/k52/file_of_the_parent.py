"""Wrong: the workers inherit the caller's file, where they inherit anything at all."""

from multiprocessing import Lock, Pool

reader = None


class Reader:
    def __init__(self, open_log, add):
        self.log = open_log()
        self.lock = Lock()
        self.add = add

    def line_at(self, start):
        with self.lock:
            self.log.seek(start)
            line = self.log.readline()
            self.add(len(line))
        return line


def line_at(start):
    return reader.line_at(start)


def lines_at(open_log, add, starts):
    global reader
    reader = Reader(open_log, add)
    with Pool(2) as pool:
        return pool.map(line_at, starts)
