"""Right: the creator tells its pid, the worker asks for its own; a list of records as register."""

import os
from multiprocessing import Process


def sign_in(names, desk):
    records = []
    for name in names:
        worker = Process(target=work, name=name, args=(desk, name, os.getpid()))
        worker.start()
        records.append((worker, name))
    for worker, _ in records:
        worker.join()
    return {worker.pid: name for worker, name in records}


def work(desk, name, creator):
    desk(name, os.getpid(), creator)
