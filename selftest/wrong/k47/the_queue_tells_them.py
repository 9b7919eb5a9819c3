"""Wrong: waits in get() for an error that cannot come; every worker could still put something."""

from multiprocessing import Process, Queue


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
    try:
        while (item := queue.get()) is not None:
            work(item)
    except (EOFError, OSError):
        pass  # the parent is gone
