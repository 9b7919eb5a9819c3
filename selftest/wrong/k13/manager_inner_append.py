"""Wrong: what a manager's dict gives out is a copy, and append changes the copy."""

from multiprocessing import Manager, Process


def collect(work, items):
    with Manager() as manager:
        shared = manager.dict(results=[])
        workers = [Process(target=do, args=(work, item, shared)) for item in items]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return shared["results"]


def do(work, item, shared):
    shared["results"].append(work(item))
