"""Wrong: the caller sets a global; only a forked worker has a copy of it."""

from functools import partial
from multiprocessing import Pool

settings = None


def run_all(load, work, items):
    global settings
    settings = load()
    with Pool(2) as pool:
        return pool.map(partial(do, work), items)


def do(work, item):
    return work(settings, item)
