"""Wrong: the import chooses for the whole program, and fails where somebody has chosen already."""

import multiprocessing

multiprocessing.set_start_method("spawn")


def total(work, items, context=None):
    context = context or multiprocessing.get_context()
    lock = context.Lock()
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
