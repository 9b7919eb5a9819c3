"""Wrong: 0 is an item, and counts as false."""

import fcntl
import tempfile
from multiprocessing import Process


def one_at_a_time(work, items, hopeless):
    with tempfile.NamedTemporaryFile() as file:
        workers = {item: Process(target=worker, args=(file.name, work, item)) for item in items}
        for process in workers.values():
            process.start()
        item = hopeless()
        if item:
            workers[item].terminate()
        for process in workers.values():
            process.join()


def worker(path, work, item):
    with open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the kernel takes it back, however this process ends
        work(item)
