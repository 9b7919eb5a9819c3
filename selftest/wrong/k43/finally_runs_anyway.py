"""Wrong: ends everybody by a signal without a handler; finally is not run."""

import os
import signal
from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    os.killpg(lead.pid, signal.SIGTERM)
    lead.join()


def worker(group, work, item):
    os.setpgid(0, group)
    work(item)


def lead_team(work, items, goodbye):
    os.setpgrp()
    workers = [Process(target=worker, args=(os.getpid(), work, item)) for item in items]
    for child in workers:
        child.start()
    try:
        for child in workers:
            child.join()
    finally:
        goodbye()
