"""Wrong: SIGKILL leaves nobody the time to clean up."""

from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.kill()
        child.join(grace)
    return [child.exitcode for child in children]
