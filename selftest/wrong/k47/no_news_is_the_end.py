"""Wrong: takes a time in which nothing came for the end of the parent."""

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
    while True:
        try:
            item = queue.get(timeout=0.2)
        except Empty:
            return
        if item is None:
            return
        work(item)
