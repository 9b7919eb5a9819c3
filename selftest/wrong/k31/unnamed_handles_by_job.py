"""Wrong: jobs are no keys: an argument may be a list, and a job may be there twice."""

from multiprocessing import Pool


def run_all(work, jobs):
    with Pool(len(jobs)) as pool:
        handles = {job: pool.apply_async(work, job) for job in jobs}
        return [handles[job].get() for job in jobs]
