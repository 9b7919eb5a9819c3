"""Wrong: wait returns as soon as one child has ended; the others are called late."""

import time
from multiprocessing import Process
from multiprocessing.connection import wait

GRACE = 1


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    wait([child.sentinel for child in children], max(0, deadline - clock()))
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
