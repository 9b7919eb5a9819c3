"""Wrong: asks the kernel to end a worker when its parent ends; under forkserver that is not the lead."""

import ctypes
import os
import signal
import sys
from multiprocessing import Process

PR_SET_PDEATHSIG = 1


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
    lead.join()


def worker(work, item):
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    work(item)


def lead_team(work, items, goodbye):
    workers = [Process(target=worker, args=(work, item)) for item in items]
    for child in workers:
        child.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        for child in workers:
            child.join()
    finally:
        goodbye()
        os._exit(0)
