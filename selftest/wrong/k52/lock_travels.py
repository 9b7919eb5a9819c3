"""Wrong: a lock is sent with every task; it can be handed over only when a worker is made."""

from functools import partial
from multiprocessing import Lock, Pool

log = None


def begin(open_log):
    global log
    log = open_log()


def line_at(lock, add, start):
    log.seek(start)
    line = log.readline()
    with lock:
        add(len(line))
    return line


def lines_at(open_log, add, starts):
    lock = Lock()
    with Pool(2, initializer=begin, initargs=(open_log,)) as pool:
        return pool.map(partial(line_at, lock, add), starts)
