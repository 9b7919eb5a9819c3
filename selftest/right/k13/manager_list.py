"""Right: append is a call to the manager, where the one list is."""

from multiprocessing import Manager, Process


def collect(work, items):
    with Manager() as manager:
        results = manager.list()
        workers = [Process(target=do, args=(work, item, results)) for item in items]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(results)


def do(work, item, results):
    results.append(work(item))
