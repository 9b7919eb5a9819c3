"""Wrong: SIGTERM without a handler ends the process; finally is not run, nor is the end of with."""

from multiprocessing import Lock, Process


def one_at_a_time(work, items, hopeless):
    lock = Lock()
    workers = {item: Process(target=worker, args=(lock, work, item)) for item in items}
    for process in workers.values():
        process.start()
    item = hopeless()
    if item is not None:
        workers[item].terminate()
    for process in workers.values():
        process.join()


def worker(lock, work, item):
    lock.acquire()
    try:
        work(item)
    finally:
        lock.release()
