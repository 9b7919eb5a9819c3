"""Wrong: another kind of pool forks its workers, too, while the thread holds the lock."""

import threading
from concurrent.futures import ProcessPoolExecutor
from functools import partial

lock = threading.Lock()


def run_all(load, work, write):
    first_line = threading.Thread(target=log, args=(write, "started"))
    first_line.start()
    items = load()
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(partial(do, work, write), items))
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
