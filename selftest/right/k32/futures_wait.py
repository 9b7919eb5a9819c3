"""Right: wait of concurrent.futures."""

from concurrent.futures import ProcessPoolExecutor, wait


def result_of(work, item):
    with ProcessPoolExecutor(1) as executor:
        done, _ = wait([executor.submit(work, item)])
        return done.pop().result()
