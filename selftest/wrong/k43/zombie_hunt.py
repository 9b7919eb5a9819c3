"""Wrong: takes the workers for zombies, and has them reaped; but they are alive."""

import os
import signal
from multiprocessing import Process, active_children


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
    os.kill(os.getpid(), signal.SIGCHLD)  # time to reap the zombies
    active_children()
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
