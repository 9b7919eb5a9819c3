"""Wrong: terminate only sends a signal; nobody waits for the end."""

import time
from multiprocessing import Process


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join(max(0, deadline - clock()))
    outcomes = [outcome(child) for child in children]
    for child in children:
        child.terminate()
    return outcomes


def outcome(child):
    if child.exitcode is None:
        return "timeout"
    return "ok" if child.exitcode == 0 else "failed"
