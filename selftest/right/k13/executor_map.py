"""Right: an executor sends the results home."""

from concurrent.futures import ProcessPoolExecutor


def collect(work, items):
    with ProcessPoolExecutor(max_workers=2) as executor:
        return list(executor.map(work, items))
