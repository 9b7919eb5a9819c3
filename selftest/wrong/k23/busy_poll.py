"""Wrong: asks again and again whether somebody is still alive."""

from multiprocessing import Process


def run_all(work, items):
    processes = [Process(target=work, args=(item,)) for item in items]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        pass
    return [process.exitcode == 0 for process in processes]
