"""Right: waits for whoever ends next, as long as time is left."""

import time
from multiprocessing import Process
from multiprocessing.connection import wait

GRACE = 0.2


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    running = {child.sentinel for child in children}
    while running and (left := deadline - clock()) > 0:
        running -= set(wait(running, left))
    late = [child.sentinel in running for child in children]
    for child, is_late in zip(children, late):
        if is_late:
            child.terminate()
            child.join(GRACE)
            child.kill()
        child.join()
    return [
        "timeout" if is_late else "ok" if child.exitcode == 0 else "failed"
        for child, is_late in zip(children, late)
    ]
