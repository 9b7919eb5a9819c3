"""What a child changes stays in the child.

``collect(work, items)`` calls ``work(item)`` for every item, each call in another process than its
own, and returns a list of all the results, in any order. Every result is a whole number.

    collect(abs, [3, -4, 3])   returns [3, 4, 3], or [4, 3, 3], or [3, 3, 4]
"""

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
    results.append(work(item))
