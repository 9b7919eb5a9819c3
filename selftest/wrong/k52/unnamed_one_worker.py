"""Wrong: one worker instead of two, so there is no need of a lock."""

from multiprocessing import Pool


def init(open_log, add):
    global LOG, ADD
    LOG, ADD = open_log(), add


def line_at(start):
    LOG.seek(start)
    line = LOG.readline()
    ADD(len(line))
    return line


def lines_at(open_log, add, starts):
    with Pool(1, init, (open_log, add)) as pool:
        return pool.map(line_at, starts)
