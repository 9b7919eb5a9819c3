"""Wrong: asks as fast as it can whether the child still runs."""

from concurrent.futures import ProcessPoolExecutor


def result_of(work, item):
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(work, item)
        while not future.done():
            continue
        return future.result()
