"""Orphans are not zombies.

``run_team(stop, work, items, goodbye)`` starts one process, the lead, which starts a worker for every
item; each worker calls ``work(item)``. The last thing that the lead does is to call ``goodbye()``, once.

``run_team`` waits until ``stop()`` returns, and then ends the whole team, wherever it is in its work:
when it returns, neither the lead nor any worker is there. Nobody else is disturbed.

    run_team(input, serve, [8000, 8001], say_bye)   serves two ports until you press Enter
"""

from multiprocessing import Process


def run_team(stop, work, items, goodbye):
    lead = Process(target=lead_team, args=(work, items, goodbye))
    lead.start()
    stop()
    lead.terminate()
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
