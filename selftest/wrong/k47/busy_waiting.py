"""Wrong: notices at once, at the price of a processor for every worker that has nothing to do."""

import os
from multiprocessing import Process, Queue
from queue import Empty


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work, os.getpid())) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work, parent):
    while is_there(parent):
        try:
            item = queue.get_nowait()
        except Empty:
            continue
        if item is None:
            return
        work(item)


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
