"""Wrong: without a lock nobody waits for a dead owner, nor for a living one."""

from multiprocessing import Process


def one_at_a_time(work, items, hopeless):
    workers = {item: Process(target=worker, args=(work, item)) for item in items}
    for process in workers.values():
        process.start()
    item = hopeless()
    if item is not None:
        workers[item].terminate()
    for process in workers.values():
        process.join()


def worker(work, item):
    work(item)
