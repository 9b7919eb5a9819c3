"""Wrong: asks the second when the first has ended; the grace of each adds to that of the others."""

from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
        child.join(grace)
        child.kill()
        child.join()
    return [child.exitcode for child in children]
