"""Right: a child computes."""

import multiprocessing


def compute(queue):
    queue.put(42)


def answer():
    queue = multiprocessing.SimpleQueue()
    child = multiprocessing.Process(target=compute, args=(queue,))
    child.start()
    value = queue.get()
    child.join()
    return value if child.exitcode == 0 else child.exitcode
