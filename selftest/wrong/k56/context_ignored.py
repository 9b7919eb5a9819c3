"""Wrong: takes a context and goes on with the default."""

import multiprocessing


def total(work, items, context=None):
    lock = multiprocessing.Lock()
    found = multiprocessing.Value("q", 0, lock=False)
    workers = [multiprocessing.Process(target=add, args=(work, i, found, lock)) for i in items]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found.value


def add(work, item, found, lock):
    number = work(item)
    with lock:
        found.value += number
