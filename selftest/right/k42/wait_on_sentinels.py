"""Right: asks all, waits for all their sentinels together, kills who is left."""

import time
from multiprocessing import Process
from multiprocessing.connection import wait


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    deadline = time.monotonic() + grace
    running = {child.sentinel for child in children}
    while running and (left := deadline - time.monotonic()) > 0:
        running -= set(wait(running, left))
    for child in children:
        if child.sentinel in running:
            child.kill()
        child.join()
    return [child.exitcode for child in children]
