"""Wrong: the lead is in the group of its parent, so the signal goes to the parent, too."""

import os
import signal
from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    os.killpg(os.getpgid(lead.pid), signal.SIGTERM)
    lead.join()


def lead_team(work, items, goodbye):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            worker.join()
    finally:
        goodbye()
