"""Wrong: waits for the lock with a limit; nobody gives it back however long one waits."""

from multiprocessing import Lock, Process

PATIENCE = 0.5


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
    if not lock.acquire(timeout=PATIENCE):
        raise TimeoutError('no turn for me')
    try:
        work(item)
    finally:
        lock.release()
