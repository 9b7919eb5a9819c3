"""Right: does not ask at all; SIGKILL cannot be ignored."""

import time
from multiprocessing import Process


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join(max(0, deadline - clock()))
    outcomes = []
    for child in children:
        if child.is_alive():
            child.kill()
            child.join()
            outcomes.append("timeout")
        else:
            outcomes.append("failed" if child.exitcode else "ok")
    return outcomes
