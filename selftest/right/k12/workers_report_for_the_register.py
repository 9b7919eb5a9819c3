"""Right: the register is what the workers have sent."""

import os
from multiprocessing import Process, SimpleQueue, current_process, parent_process


def sign_in(names, desk):
    reports = SimpleQueue()
    workers = [Process(target=work, name=name, args=(desk, reports)) for name in names]
    for worker in workers:
        worker.start()
    register = dict(reports.get() for _ in workers)
    for worker in workers:
        worker.join()
    return register


def work(desk, reports):
    name, pid = current_process().name, os.getpid()
    desk(name, pid, parent_process().pid)
    reports.put((pid, name))
