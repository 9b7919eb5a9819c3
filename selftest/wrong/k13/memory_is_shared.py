"""Wrong: a global statement, in a process that has globals of its own."""

from multiprocessing import Process

results = []


def collect(work, items):
    workers = [Process(target=do, args=(work, item)) for item in items]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return results


def do(work, item):
    global results
    results = results + [work(item)]
