"""Wrong: the results are listed as the children end, not as the items stand."""

from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(work, items):
    running = {}
    for item in items:
        process = Process(target=work, args=(item,))
        process.start()
        running[process.sentinel] = process
    went_well = []
    while running:
        for sentinel in wait(list(running)):
            process = running.pop(sentinel)
            process.join()
            went_well.append(process.exitcode == 0)
    return went_well
