"""Wrong: these workers are threads of this process."""

from functools import partial
from multiprocessing.pool import ThreadPool as Pool


def collect(work, items, parse):
    found = {}

    def keep(item, result):
        try:
            found[item] = parse(result)
        except Exception as error:
            found[item] = error

    def fail(item, error):
        found[item] = error

    with Pool(2) as pool:
        for item in items:
            pool.apply_async(
                work, (item,), callback=partial(keep, item), error_callback=partial(fail, item)
            )
        pool.close()
        pool.join()
    return found
