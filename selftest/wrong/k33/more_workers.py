"""Wrong: more workers, and still one thread that brings their results."""

from functools import partial
from multiprocessing import Pool


def collect(work, items, parse):
    found = {}

    def keep(item, result):
        found[item] = parse(result)

    with Pool(2 * len(items)) as pool:
        for item in items:
            pool.apply_async(work, (item,), callback=partial(keep, item))
        pool.close()
        pool.join()
    return found
