"""Wrong: hands out asynchronously, and asks for the result in the same breath."""

from multiprocessing import Pool


def run_all(work, jobs):
    with Pool(len(jobs)) as pool:
        return [pool.apply_async(work, job).get() for job in jobs]
