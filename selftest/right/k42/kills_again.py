"""Right: kills who is left, again and again, until nobody is."""

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
    while any(child.is_alive() for child in children):
        for child in children:
            child.kill()
        time.sleep(0.01)
    return [child.exitcode for child in children]
