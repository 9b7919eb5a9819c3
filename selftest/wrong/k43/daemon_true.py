"""Wrong: daemons are ended by a parent that ends in an orderly way; SIGTERM is no such way."""

from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
    lead.join()


def lead_team(work, items, goodbye):
    workers = [Process(target=work, args=(item,), daemon=True) for item in items]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            worker.join()
    finally:
        goodbye()
