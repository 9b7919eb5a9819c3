"""Wrong: the workers of an executor wait in a queue, and never ask for their parent."""

from concurrent.futures import ProcessPoolExecutor


def serve(take, work, count):
    with ProcessPoolExecutor(count) as executor:
        while (item := take()) is not None:
            executor.submit(work, item)
