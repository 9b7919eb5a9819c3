"""Wrong: one worker instead of two."""

import threading
from multiprocessing import Pool


def run_all(load, work, write):
    mine = threading.Lock()

    def log(line):
        with mine:
            write(line)

    first = threading.Thread(target=log, args=("started",))
    first.start()
    items = load()
    with Pool(1) as pool:
        results = pool.starmap(do, [(work, write, item) for item in items])
    first.join()
    log("finished")
    return results


def do(work, write, item):
    result = work(item)
    write(f"done {item}")
    return result
