"""Fork meets threads.

``run_all(load, work, write)`` calls ``work(item)`` for every item that ``load()`` gives, in two
worker processes, and returns the list of results, in the order of the items. ``write(line)`` is
called for the line "started" at the beginning, "done ITEM" after each item, and "finished" at the
end. In one process there is never more than one ``write`` at a time.

    run_all(load_names, greet, print)   prints started, done Ada, done Bob, finished

A ``write`` can take very long. That is why a thread of its own writes the first line: nobody waits
for it, neither ``load`` nor the work.
"""

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
    with lock:
        write(line)
