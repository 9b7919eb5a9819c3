"""Right: waits for whichever ends next until none is left, then lists in the order of the items."""

from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(work, items):
    processes = [Process(target=work, args=(item,)) for item in items]
    for process in processes:
        process.start()
    waiting = {process.sentinel for process in processes}
    while waiting:
        waiting -= set(wait(waiting))
    for process in processes:
        process.join()
    return [process.exitcode == 0 for process in processes]
