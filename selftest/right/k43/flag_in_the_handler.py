"""Right: the handler only writes to a pipe; the lead waits for that or for its workers."""

import os
import signal
from multiprocessing import Process
from multiprocessing.connection import wait


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
    lead.join()


def lead_team(work, items, goodbye):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    told, tell = os.pipe()
    signal.signal(signal.SIGTERM, lambda *_: os.write(tell, b'.'))
    running = {worker.sentinel for worker in workers}
    while running:
        ready = wait([told, *running])
        if told in ready:
            break
        running -= set(ready)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    goodbye()
