"""Wrong: join returns None, whether the child has ended or not."""

import time
from multiprocessing import Process

GRACE = 0.2


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    outcomes = []
    for child in children:
        if child.join(max(0, deadline - clock())):
            outcomes.append("ok" if child.exitcode == 0 else "failed")
        else:
            outcomes.append("timeout")
    for child in children:
        end(child)
    return outcomes


def end(child):
    if child.exitcode is None:
        child.terminate()
        child.join(GRACE)
        child.kill()
    child.join()
