"""Wrong: finds out who is late, and leaves it running."""

import time
from multiprocessing import Process


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join(max(0, deadline - clock()))
    return [outcome(child) for child in children]


def outcome(child):
    if child.is_alive():
        return "timeout"
    return "ok" if child.exitcode == 0 else "failed"
