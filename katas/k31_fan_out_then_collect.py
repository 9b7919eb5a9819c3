"""Hand out all, then collect.

``run_all(work, jobs)`` calls ``work(*job)`` for every job, which is a tuple of arguments, in worker
processes: as many as there are jobs, all of them at work at the same time. It returns a list of the
results, in the order of the jobs. If a call raises an exception, ``run_all`` raises it, too.

    run_all(pow, [(2, 5), (3, 2), (10, 3)])   returns [32, 9, 1000]
"""

from multiprocessing import Pool


def run_all(work, jobs):
    results = []
    with Pool(len(jobs)) as pool:
        for job in jobs:
            results.append(pool.apply(work, job))
    return results
