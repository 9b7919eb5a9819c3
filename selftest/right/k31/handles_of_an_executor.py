"""Right: all are submitted, then asked, in the same order."""

from concurrent.futures import ProcessPoolExecutor


def run_all(work, jobs):
    with ProcessPoolExecutor(len(jobs)) as executor:
        futures = [executor.submit(work, *job) for job in jobs]
        return [future.result() for future in futures]
