"""Wrong: every item loads the settings anew."""

from multiprocessing import Pool


def run_all(load, work, items):
    with Pool(2) as pool:
        return pool.starmap(do, [(load, work, item) for item in items])


def do(load, work, item):
    return work(load(), item)
