"""Right: results in a queue of the same context."""

import multiprocessing


def send(work, item, results):
    results.put(work(item))


def total(work, items, context=None):
    context = context if context is not None else multiprocessing.get_context()
    results = context.SimpleQueue()
    workers = []
    for item in items:
        worker = context.Process(target=send, args=(work, item, results), daemon=True)
        worker.start()
        workers.append(worker)
    found = sum(results.get() for _ in workers)
    for worker in workers:
        worker.join()
    return found
