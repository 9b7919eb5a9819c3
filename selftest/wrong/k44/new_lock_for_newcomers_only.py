"""Wrong: a new lock for new processes; those who wait for the old one wait on."""

from multiprocessing import Lock, Process


def one_at_a_time(work, items, hopeless):
    lock = Lock()
    workers = {item: Process(target=worker, args=(lock, work, item)) for item in items}
    for process in workers.values():
        process.start()
    item = hopeless()
    if item is not None:
        workers[item].terminate()
        lock = Lock()
        workers['again'] = Process(target=worker, args=(lock, work, item))
        workers['again'].start()
    for process in workers.values():
        process.join()


def worker(lock, work, item):
    with lock:
        work(item)
