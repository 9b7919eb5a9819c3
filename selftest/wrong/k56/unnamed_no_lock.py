"""Wrong: two workers read the sum, and each writes its own."""

import multiprocessing


def total(work, items, context=None):
    context = context or multiprocessing.get_context()
    found = context.Value("q", 0, lock=False)
    workers = [context.Process(target=add, args=(work, i, found)) for i in items]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return found.value


def add(work, item, found):
    number = work(item)
    found.value += number
