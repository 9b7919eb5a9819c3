"""Wrong: under fork every worker has the handler, too, and says goodbye."""

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
    def stop(*_):
        goodbye()
        sys.exit()

    signal.signal(signal.SIGTERM, stop)
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            worker.join()
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
    goodbye()
