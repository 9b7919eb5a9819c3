"""Wrong: every child gets a deadline of its own, when its turn to be joined has come."""

import time
from multiprocessing import Process

GRACE = 0.2


def run_within(seconds, work, items, clock=time.monotonic):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        deadline = clock() + seconds
        child.join(max(0, deadline - clock()))
    outcomes = [outcome(child) for child in children]
    for child in children:
        end(child)
    return outcomes


def outcome(child):
    if child.exitcode is None:
        return "timeout"
    return "ok" if child.exitcode == 0 else "failed"


def end(child):
    if child.exitcode is None:
        child.terminate()
        child.join(GRACE)
        child.kill()
    child.join()
