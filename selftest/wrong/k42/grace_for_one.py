"""Wrong: only the first child has the grace; then the others are killed, whatever they do."""

from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    children[0].join(grace)
    for child in children:
        child.kill()
        child.join()
    return [child.exitcode for child in children]
