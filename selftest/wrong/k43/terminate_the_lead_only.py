"""Wrong: SIGTERM ends the lead and nobody else; its workers are adopted, and work on."""

from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    if lead.is_alive():
        lead.terminate()
        lead.join(0.5)
        lead.kill()
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
