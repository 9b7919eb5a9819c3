"""Wrong: the documentation's example, in which nobody thinks of Ctrl-C."""

from multiprocessing import Pool


def run_all(work, items):
    with Pool(2) as pool:
        pool.map(work, items, chunksize=1)
    return items
