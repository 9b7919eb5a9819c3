"""Wrong: parse is called in the worker, not where the caller is."""

from concurrent.futures import ProcessPoolExecutor


def both(work, item, parse):
    return parse(work(item))


def collect(work, items, parse):
    found = {}
    with ProcessPoolExecutor(2) as executor:
        futures = {item: executor.submit(both, work, item, parse) for item in items}
        for item, future in futures.items():
            found[item] = future.exception() or future.result()
    return found
