"""Wrong: map hands each tuple over as one argument."""

from multiprocessing import Pool


def run_all(work, jobs):
    with Pool(len(jobs)) as pool:
        return pool.map(work, jobs)
