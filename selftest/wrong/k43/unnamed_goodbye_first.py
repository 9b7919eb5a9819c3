"""Wrong: the lead ends the workers after goodbye, which is to be the last."""

import signal
import sys
from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
    lead.join()


def lead_team(work, items, goodbye):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    workers = []
    try:
        for item in items:
            worker = Process(target=run, args=(work, item))
            worker.start()
            workers.append(worker)
        for worker in workers:
            worker.join()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        goodbye()
        for worker in workers:
            worker.kill()
            worker.join()


def run(work, item):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work(item)
