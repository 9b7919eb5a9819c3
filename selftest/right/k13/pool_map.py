"""Right: a pool sends the results home."""

from multiprocessing import Pool


def collect(work, items):
    with Pool(2) as pool:
        return pool.map(work, items)
