"""Right: a limit that is longer than any work, and one wait."""

from concurrent.futures import ProcessPoolExecutor


def result_of(work, item):
    with ProcessPoolExecutor(1) as executor:
        return executor.submit(work, item).result(timeout=3600)
