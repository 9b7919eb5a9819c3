"""Wrong: whoever ended in time is taken for successful."""

import time
from multiprocessing import Process

GRACE = 0.2


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join(max(0, deadline - clock()))
    outcomes = ["timeout" if child.is_alive() else "ok" for child in children]
    for child in children:
        end(child)
    return outcomes


def end(child):
    if child.exitcode is None:
        child.terminate()
        child.join(GRACE)
        child.kill()
    child.join()
