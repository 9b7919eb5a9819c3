"""Wrong: under forkserver the kernel's parent of a worker is the fork server, which lives on."""

import os
from multiprocessing import Process, Queue
from queue import Empty


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work):
    parent = os.getppid()
    while os.getppid() == parent:
        try:
            item = queue.get(timeout=0.01)
        except Empty:
            continue
        if item is None:
            return
        work(item)
