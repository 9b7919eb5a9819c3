"""Right: a ladder for each child, all of them at the same time."""

from multiprocessing import Process
from threading import Thread


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()

    def end(child):
        child.terminate()
        child.join(grace)
        if child.is_alive():
            child.kill()
        child.join()

    threads = [Thread(target=end, args=(child,)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [child.exitcode for child in children]
