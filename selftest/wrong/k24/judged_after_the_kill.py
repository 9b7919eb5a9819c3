"""Wrong: looks at the exit code when its own signal is already in it."""

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
    for child in children:
        end(child)
    return [outcome(child) for child in children]


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
