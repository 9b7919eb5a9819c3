"""Wrong: wait returns as soon as one child has ended; the others are called late."""

import time
from multiprocessing import Process
from multiprocessing.connection import wait

GRACE = 0.2


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    ended = wait([child.sentinel for child in children], max(0, deadline - clock()))
    return [outcome(child, child.sentinel in ended) for child in children]


def outcome(child, has_ended):
    if has_ended:
        child.join()
        return "ok" if child.exitcode == 0 else "failed"
    child.terminate()
    child.join(GRACE)
    child.kill()
    child.join()
    return "timeout"
