"""Wrong: join returns None, whatever the target returned."""

from multiprocessing import Process


def collect(work, items):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    return [worker.join() for worker in workers]
