"""Wrong: the child sets a variable of its own; the parent's never changes."""

import time
from multiprocessing import Process

RESULTS = []


def run(work, item):
    RESULTS.append(work(item))


def result_of(work, item):
    child = Process(target=run, args=(work, item))
    child.start()
    while not RESULTS:
        time.sleep(0.01)
    child.join()
    return RESULTS[0]
