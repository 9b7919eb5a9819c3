"""Wrong: the thread has ended when the workers are made, and all the work has waited for it."""

import threading
from functools import partial
from multiprocessing import Pool

lock = threading.Lock()


def run_all(load, work, write):
    first_line = threading.Thread(target=log, args=(write, "started"))
    first_line.start()
    items = load()
    first_line.join()
    with Pool(2) as pool:
        results = pool.map(partial(do, work, write), items)
    log(write, "finished")
    return results


def do(work, write, item):
    result = work(item)
    log(write, f"done {item}")
    return result


def log(write, line):
    with lock:
        write(line)
