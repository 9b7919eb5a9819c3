"""Right: no callback; the caller takes whoever is ready next."""

from concurrent.futures import ProcessPoolExecutor, as_completed


def collect(work, items, parse):
    found = {}
    with ProcessPoolExecutor(2) as executor:
        futures = {executor.submit(work, item): item for item in items}
        for future in as_completed(futures):
            try:
                found[futures[future]] = parse(future.result())
            except Exception as error:
                found[futures[future]] = error
    return found
