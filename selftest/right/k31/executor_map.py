"""Right: the map of an executor takes one iterable for each argument."""

from concurrent.futures import ProcessPoolExecutor


def run_all(work, jobs):
    with ProcessPoolExecutor(len(jobs)) as executor:
        return list(executor.map(work, *zip(*jobs)))
