"""Wrong: a fixed sleep in the place of a join."""

import time
from multiprocessing import Process


def run_all(work, items):
    processes = [Process(target=work, args=(item,)) for item in items]
    for process in processes:
        process.start()
    time.sleep(0.3)
    return [process.exitcode == 0 for process in processes]
