"""Right: workers that are made first, and wait for their items in a queue."""

import threading
from multiprocessing import Process, SimpleQueue

pen = threading.Lock()


def log(write, line):
    with pen:
        write(line)


def worker(work, write, tasks, results):
    while (task := tasks.get()) is not None:
        place, item = task
        result = work(item)
        log(write, f"done {item}")
        results.put((place, result))


def run_all(load, work, write):
    tasks, results = SimpleQueue(), SimpleQueue()
    workers = [Process(target=worker, args=(work, write, tasks, results)) for _ in range(2)]
    for process in workers:
        process.start()
    first_line = threading.Thread(target=log, args=(write, "started"))
    first_line.start()
    items = list(load())
    for task in [*enumerate(items), None, None]:
        tasks.put(task)
    found = dict(results.get() for _ in items)
    for process in workers:
        process.join()
    log(write, "finished")
    first_line.join()
    return [found[place] for place in range(len(items))]
