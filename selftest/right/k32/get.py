"""Right: get waits, and gives the result, or raises."""

from multiprocessing import Pool


def result_of(work, item):
    with Pool(1) as pool:
        return pool.apply_async(work, (item,)).get()
