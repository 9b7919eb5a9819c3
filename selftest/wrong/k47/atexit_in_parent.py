"""Wrong: the parent ends its workers in an exit function, which is not run when it is killed."""

import atexit
from multiprocessing import Process, Queue


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
        atexit.register(worker.terminate)
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work):
    while (item := queue.get()) is not None:
        work(item)
