"""Wrong: an exit code has 8 bits."""

import sys
from multiprocessing import Process


def collect(work, items):
    workers = [Process(target=do, args=(work, item)) for item in items]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]


def do(work, item):
    sys.exit(work(item))
