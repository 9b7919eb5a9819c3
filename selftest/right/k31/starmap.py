"""Right: starmap spreads each tuple out into arguments, hands out all, and keeps the order."""

from multiprocessing import Pool


def run_all(work, jobs):
    with Pool(len(jobs)) as pool:
        return pool.starmap(work, jobs)
