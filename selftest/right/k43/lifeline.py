"""Right: a pipe that only the lead can write to; when the lead closes it, the workers go."""

import os
import signal
import sys
from multiprocessing import Pipe, Process
from threading import Thread


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
    lead.join()


def worker(lifeline, other_end, work, item):
    other_end.close()

    def watch():
        lifeline.poll(None)
        os._exit(0)

    Thread(target=watch, daemon=True).start()
    work(item)


def lead_team(work, items, goodbye):
    lifeline, own_end = Pipe(duplex=False)
    workers = [Process(target=worker, args=(lifeline, own_end, work, item)) for item in items]
    for child in workers:
        child.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        for child in workers:
            child.join()
    finally:
        own_end.close()
        for child in workers:
            child.join()
        goodbye()
