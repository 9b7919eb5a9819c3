"""Wrong: it does not sleep until SIGTERM comes, it wakes up again and again to ask."""

import signal
import time
from multiprocessing import Process


def serve(work, items, ready):
    told = []
    old = signal.signal(signal.SIGTERM, lambda *_: told.append(1))
    workers = [Process(target=child, args=(work, item)) for item in items]
    for w in workers:
        w.start()
    ready([w.pid for w in workers])
    while not told:
        time.sleep(0.01)
    for w in workers:
        w.terminate()
    for w in workers:
        w.join()
    signal.signal(signal.SIGTERM, old)
    return [w.exitcode for w in workers]


def child(work, item):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work(item)
