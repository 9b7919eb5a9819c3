"""Right: every forked child makes itself a lock that nobody holds."""

import os
import threading
from functools import partial
from multiprocessing import Pool

lock = threading.Lock()


def new_lock():
    global lock
    lock = threading.Lock()


os.register_at_fork(after_in_child=new_lock)


def run_all(load, work, write):
    first_line = threading.Thread(target=log, args=(write, "started"))
    first_line.start()
    items = load()
    with Pool(2) as pool:
        results = pool.map(partial(do, work, write), items)
    first_line.join()
    log(write, "finished")
    return results


def do(work, write, item):
    result = work(item)
    log(write, f"done {item}")
    return result


def log(write, line):
    with lock:
        write(line)
