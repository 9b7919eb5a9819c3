"""Wrong: a daemon is ended by its parent, on the parent's orderly way out, which SIGKILL cuts off."""

from multiprocessing import Process, Queue


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work), daemon=True) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work):
    while (item := queue.get()) is not None:
        work(item)
