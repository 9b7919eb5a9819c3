"""Right: imap takes its jobs from a generator, and does so without waiting for results."""

from functools import partial
from multiprocessing import Pool


def spread(work, job):
    return work(*job)


def run_all(work, jobs):
    with Pool(len(jobs)) as pool:
        return list(pool.imap(partial(spread, work), (job for job in jobs)))
