"""Wrong: opens the log for every line."""

from functools import partial
from multiprocessing import Lock, Pool

lock = None


def begin(shared):
    global lock
    lock = shared


def line_at(open_log, add, start):
    with open_log() as log:
        log.seek(start)
        line = log.readline()
    with lock:
        add(len(line))
    return line


def lines_at(open_log, add, starts):
    with Pool(2, initializer=begin, initargs=(Lock(),)) as pool:
        return pool.map(partial(line_at, open_log, add), starts)
