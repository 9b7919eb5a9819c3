"""Wrong: who comes first wins, and nobody hears of it."""

import multiprocessing

try:
    multiprocessing.set_start_method("spawn")
except RuntimeError:
    pass


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
