"""Wrong: a dict by name keeps one worker of each name."""

import os
from multiprocessing import Process, current_process, parent_process


def sign_in(names, desk):
    workers = {}
    for name in names:
        workers[name] = Process(target=work, name=name, args=(desk,))
        workers[name].start()
    for worker in workers.values():
        worker.join()
    return {worker.pid: name for name, worker in workers.items()}


def work(desk):
    desk(current_process().name, os.getpid(), parent_process().pid)
