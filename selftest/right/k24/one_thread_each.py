"""Right: a thread for each child; they wait side by side, up to the same deadline."""

import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Process


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()

    def outcome(child):
        child.join(max(0, deadline - clock()))
        if child.exitcode is not None:
            return "ok" if child.exitcode == 0 else "failed"
        child.terminate()
        child.join(0.2)
        child.kill()
        child.join()
        return "timeout"

    with ThreadPoolExecutor(len(children)) as threads:
        return list(threads.map(outcome, children))
