"""Wrong: a lock at the left margin is of the default context, and fixes that one."""

import multiprocessing

lock = multiprocessing.Lock()


def total(work, items, context=None):
    context = context or multiprocessing.get_context()
    found = context.Value("q", 0, lock=False)
    workers = [context.Process(target=add, args=(work, i, found, lock)) for i in items]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found.value


def add(work, item, found, lock):
    number = work(item)
    with lock:
        found.value += number
