"""Wrong: a lambda's name is <lambda>, also at the left margin."""

from multiprocessing import Lock, Pool


def begin(open_log, add, lock):
    global parts
    parts = open_log(), add, lock


def read(start):
    log, add, lock = parts
    log.seek(start)
    line = log.readline()
    with lock:
        add(len(line))
    return line


line_at = lambda start: read(start)


def lines_at(open_log, add, starts):
    with Pool(2, initializer=begin, initargs=(open_log, add, Lock())) as pool:
        return pool.map(line_at, starts)
