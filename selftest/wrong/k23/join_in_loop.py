"""Wrong: start and join in one loop; each child has ended before the next begins."""

from multiprocessing import Process


def run_all(work, items):
    processes = [Process(target=work, args=(item,)) for item in items]
    for process in processes:
        process.start()
        process.join()
    return [process.exitcode == 0 for process in processes]
