"""Wrong: the settings stand in the file, where every process finds them; nobody loads any."""

from multiprocessing import Pool

SETTINGS = {"unit": "km", "key": "tangerine"}


def run_all(load, work, items):
    with Pool(2) as pool:
        return pool.starmap(do, [(work, item) for item in items])


def do(work, item):
    return work(SETTINGS, item)
