"""Wrong: the line that tells of the end is written before the work."""

import threading
from functools import partial
from multiprocessing import Pool

lock = threading.Lock()


def run_all(load, work, write):
    with Pool(2) as pool:
        first_line = threading.Thread(target=log, args=(write, "started"))
        first_line.start()
        items = load()
        results = pool.map(partial(do, work, write), items)
    first_line.join()
    log(write, "finished")
    return results


def do(work, write, item):
    log(write, f"done {item}")
    result = work(item)
    return result


def log(write, line):
    with lock:
        write(line)
