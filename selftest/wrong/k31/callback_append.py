"""Wrong: callbacks append in the order of ending, and are not called for an error."""

from multiprocessing import Pool


def run_all(work, jobs):
    results = []
    with Pool(len(jobs)) as pool:
        for job in jobs:
            pool.apply_async(work, job, callback=results.append)
        pool.close()
        pool.join()
    return results
