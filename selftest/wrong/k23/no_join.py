"""Wrong: nobody waits; the exit codes are read while the children run."""

from multiprocessing import Process


def run_all(work, items):
    processes = [Process(target=work, args=(item,)) for item in items]
    for process in processes:
        process.start()
    return [process.exitcode == 0 for process in processes]
