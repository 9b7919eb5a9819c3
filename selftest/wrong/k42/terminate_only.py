"""Wrong: waits for the grace, and leaves alone who is still there."""

import time
from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    deadline = time.monotonic() + grace
    for child in children:
        child.join(max(0, deadline - time.monotonic()))
    return [child.exitcode for child in children]
