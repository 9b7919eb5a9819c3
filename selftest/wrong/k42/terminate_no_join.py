"""Wrong: terminate only sends a signal; the exit codes are not there yet, nor is anybody joined."""

from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        if child.is_alive():
            child.terminate()
    return [child.exitcode for child in children]
