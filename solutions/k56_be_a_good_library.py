"""A library leaves the choice to the program.

Programs import this file and call ``total(work, items, context=None)``. That calls ``work(item)``
for every item, in worker processes, and returns the sum of the results, which are whole numbers.

    total(weigh, parcels, multiprocessing.get_context("spawn"))   returns 12, say

How processes are started is the program's choice: it calls ``multiprocessing.set_start_method``,
before it imports this file or after that, or it passes a context. All that ``total`` makes is of the
context that was chosen. The file itself chooses nothing for the program: not when it is imported, and
not when ``total`` is called.
"""

import multiprocessing


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
