"""Wrong: joins without a limit whom SIGTERM does not end."""

from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    for child in children:
        child.join()
    return [child.exitcode for child in children]
