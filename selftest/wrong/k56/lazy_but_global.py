"""Wrong: not the import but the first call chooses for the whole program."""

import multiprocessing


def total(work, items, context=None):
    if context is None:
        multiprocessing.set_start_method("spawn", force=True)
        context = multiprocessing.get_context()
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
