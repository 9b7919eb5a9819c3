"""Wrong: the join stands behind the loop, so only the last child is waited for."""

from multiprocessing import Process


def run_all(work, items):
    processes = []
    for item in items:
        process = Process(target=work, args=(item,))
        process.start()
        processes.append(process)
    process.join()
    return [process.exitcode == 0 for process in processes]
