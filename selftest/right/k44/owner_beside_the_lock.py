"""Right: the owner's pid stands beside the lock; it is released only for an owner that is dead."""

import os
from multiprocessing import Lock, Process, Value


def one_at_a_time(work, items, hopeless):
    lock, owner = Lock(), Value("i", 0)
    workers = {item: Process(target=worker, args=(lock, owner, work, item)) for item in items}
    for process in workers.values():
        process.start()
    item = hopeless()
    if item is not None:
        workers[item].terminate()
        workers[item].join()
        if owner.value == workers[item].pid:
            lock.release()
    for process in workers.values():
        process.join()


def worker(lock, owner, work, item):
    with lock:
        owner.value = os.getpid()
        work(item)
        owner.value = 0
