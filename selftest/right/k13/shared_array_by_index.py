"""Right: shared memory, with a place for each worker."""

from multiprocessing import Array, Process


def collect(work, items):
    results = Array("q", len(items), lock=False)
    workers = [
        Process(target=do, args=(work, item, results, place)) for place, item in enumerate(items)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return list(results)


def do(work, item, results, place):
    results[place] = work(item)
