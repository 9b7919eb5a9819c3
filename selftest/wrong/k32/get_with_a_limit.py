"""Wrong: half a second is plenty of time for the work, until it is not."""

from multiprocessing import Pool


def result_of(work, item):
    with Pool(1) as pool:
        return pool.apply_async(work, (item,)).get(timeout=0.5)
