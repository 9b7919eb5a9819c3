"""Right: a top-level function and partial; the worker keeps its file, and got its lock at the start."""

from functools import partial
from multiprocessing import Lock, Pool

kept = {}


def keep(lock):
    kept["lock"] = lock


def line_at(open_log, add, start):
    if "log" not in kept:
        kept["log"] = open_log()
    kept["log"].seek(start)
    line = kept["log"].readline()
    with kept["lock"]:
        add(len(line))
    return line


def lines_at(open_log, add, starts):
    with Pool(2, keep, [Lock()]) as pool:
        return list(pool.imap(partial(line_at, open_log, add), starts))
