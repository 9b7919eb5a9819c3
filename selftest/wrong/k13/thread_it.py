"""Wrong: threads share the memory, and the process."""

from threading import Thread

results = []


def collect(work, items):
    workers = [Thread(target=do, args=(work, item)) for item in items]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return results


def do(work, item):
    results.append(work(item))
