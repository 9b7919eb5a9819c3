"""Wrong: releases the lock for one that perhaps did not hold it."""

from multiprocessing import Lock, Process


def one_at_a_time(work, items, hopeless):
    lock = Lock()
    workers = {item: Process(target=worker, args=(lock, work, item)) for item in items}
    for process in workers.values():
        process.start()
    item = hopeless()
    if item is not None:
        workers[item].terminate()
        workers[item].join()
        lock.release()
    for process in workers.values():
        process.join()


def worker(lock, work, item):
    with lock:
        work(item)
