"""Wrong: a fifth of a second is plenty for the first line, until it is not."""

import threading
import time
from functools import partial
from multiprocessing import Pool

lock = threading.Lock()


def run_all(load, work, write):
    first_line = threading.Thread(target=log, args=(write, "started"))
    first_line.start()
    items = load()
    time.sleep(0.2)
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
