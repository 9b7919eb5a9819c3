"""Right: a queue, emptied before the workers are joined."""

from multiprocessing import Process, Queue


def collect(work, items):
    queue = Queue()
    workers = [Process(target=do, args=(work, item, queue)) for item in items]
    for worker in workers:
        worker.start()
    results = [queue.get() for _ in items]
    for worker in workers:
        worker.join()
    return results


def do(work, item, queue):
    queue.put(work(item))
