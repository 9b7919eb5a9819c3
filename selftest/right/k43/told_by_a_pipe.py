"""Right: no signal to the lead at all; it waits for a word, and for its workers."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def run_team(stop, work, items, goodbye):
    ours, theirs = Pipe()
    lead = Process(target=lead_team, args=(theirs, work, items, goodbye))
    lead.start()
    stop()
    ours.send('stop')
    lead.join()


def lead_team(orders, work, items, goodbye):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    wait([orders])
    for worker in workers:
        worker.kill()
        worker.join()
    goodbye()
