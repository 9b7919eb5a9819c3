"""Right: the caller writes all lines, as the results come in."""

import threading
from multiprocessing import Pool

lock = threading.Lock()


def log(write, line):
    with lock:
        write(line)


def run_all(load, work, write):
    thread = threading.Thread(target=log, args=(write, "started"))
    thread.start()
    items = load()
    results = []
    with Pool(2) as pool:
        for item, result in zip(items, pool.imap(work, items)):
            log(write, f"done {item}")
            results.append(result)
    log(write, "finished")
    thread.join()
    return results
