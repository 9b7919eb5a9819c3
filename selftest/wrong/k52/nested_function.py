"""Wrong: a function inside a function cannot be found by its name."""

from multiprocessing import Lock, Pool


def lines_at(open_log, add, starts):
    lock = Lock()

    def line_at(start):
        with open_log() as log:
            log.seek(start)
            line = log.readline()
        with lock:
            add(len(line))
        return line

    with Pool(2) as pool:
        return pool.map(line_at, starts)
