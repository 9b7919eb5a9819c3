"""Right: a worker has one thread and needs no lock; the caller's thread has ended before the last line."""

import threading
from functools import partial
from multiprocessing import Pool


def run_all(load, work, write):
    first_line = threading.Thread(target=write, args=("started",))
    first_line.start()
    with Pool(2) as pool:
        results = pool.map(partial(do, work, write), load())
    first_line.join()
    write("finished")
    return results


def do(work, write, item):
    result = work(item)
    write(f"done {item}")
    return result
