"""Right: a POSIX record lock belongs to the process; a file opened by each worker itself."""

import fcntl
import os
import tempfile
from multiprocessing import Process


def one_at_a_time(work, items, hopeless):
    fd, path = tempfile.mkstemp()
    os.close(fd)
    workers = {item: Process(target=worker, args=(path, work, item)) for item in items}
    for process in workers.values():
        process.start()
    item = hopeless()
    if item is not None:
        workers[item].kill()
    for process in workers.values():
        process.join()
    os.unlink(path)


def worker(path, work, item):
    with open(path, "r+") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        work(item)
