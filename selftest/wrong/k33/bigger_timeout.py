"""Wrong: waits longer for a result that nobody brings any more."""

from functools import partial
from multiprocessing import Pool


def collect(work, items, parse):
    found = {}

    def keep(item, result):
        found[item] = parse(result)

    with Pool(2) as pool:
        handles = {}
        for item in items:
            handles[item] = pool.apply_async(work, (item,), callback=partial(keep, item))
        for item, handle in handles.items():
            try:
                handle.get(timeout=2)
            except Exception as error:
                found[item] = error
    return found
