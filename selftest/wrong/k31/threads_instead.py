"""Wrong: a pool of threads has the same methods, and no worker processes."""

from concurrent.futures import ThreadPoolExecutor


def run_all(work, jobs):
    with ThreadPoolExecutor(len(jobs)) as executor:
        futures = [executor.submit(work, *job) for job in jobs]
        return [future.result() for future in futures]
