"""Wrong: the try is around the work, in the worker; parse is called elsewhere."""

from functools import partial
from multiprocessing import Pool


def safely(work, item):
    try:
        return work(item), None
    except Exception as error:
        return None, error


def collect(work, items, parse):
    found = {}

    def keep(item, outcome):
        result, error = outcome
        found[item] = error or parse(result)

    with Pool(2) as pool:
        for item in items:
            pool.apply_async(safely, (work, item), callback=partial(keep, item))
        pool.close()
        pool.join()
    return found
