"""Right: workers that are new interpreters have no copy of any lock."""

import threading
from functools import partial
from multiprocessing import get_context

lock = threading.Lock()


def run_all(load, work, write):
    first_line = threading.Thread(target=log, args=(write, "started"))
    first_line.start()
    items = load()
    with get_context("spawn").Pool(2) as pool:
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
