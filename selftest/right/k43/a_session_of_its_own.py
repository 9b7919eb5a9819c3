"""Right: the lead makes a session, all below it are in its group, and the signal goes to the group."""

import os
import signal
import sys
from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    if lead.is_alive():
        os.killpg(lead.pid, signal.SIGTERM)
    lead.join()


def lead_team(work, items, goodbye):
    os.setsid()
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        for worker in workers:
            worker.join()
    finally:
        for worker in workers:
            worker.join()
        goodbye()
