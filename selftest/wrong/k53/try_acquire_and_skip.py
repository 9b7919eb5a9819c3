"""Wrong: a worker that does not get the lock writes nothing."""

import threading
from functools import partial
from multiprocessing import Pool

lock = threading.Lock()


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
    if lock.acquire(timeout=0.1):
        try:
            write(line)
        finally:
            lock.release()
