"""Wrong: the queue is emptied before the workers have put anything in."""

from multiprocessing import Process, Queue


def collect(work, items):
    queue = Queue()
    workers = [Process(target=do, args=(work, item, queue)) for item in items]
    for worker in workers:
        worker.start()
    results = []
    while not queue.empty():
        results.append(queue.get())
    for worker in workers:
        worker.join()
    return results


def do(work, item, queue):
    queue.put(work(item))
