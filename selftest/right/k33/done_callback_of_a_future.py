"""Right: a future's callback gets the future, success or not, and catches what it raises itself."""

from concurrent.futures import ProcessPoolExecutor


def collect(work, items, parse):
    found = {}

    def keep(item, future):
        try:
            found[item] = parse(future.result())
        except Exception as error:
            found[item] = error

    with ProcessPoolExecutor(2) as executor:
        for item in items:
            future = executor.submit(work, item)
            future.add_done_callback(lambda future, item=item: keep(item, future))
    return found
