"""Wrong: after kill() nobody waits, so there is no exit code yet."""

from time import monotonic
from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    end = monotonic() + grace
    for child in children:
        child.join(max(0, end - monotonic()))
    for child in children:
        if child.is_alive():
            child.kill()
    return [child.exitcode for child in children]
