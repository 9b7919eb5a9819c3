"""Wrong: before start there is no process, and no pid."""

import os
from multiprocessing import Process, current_process, parent_process


def sign_in(names, desk):
    workers = [Process(target=work, name=name, args=(desk,)) for name in names]
    register = {worker.pid: worker.name for worker in workers}
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return register


def work(desk):
    desk(current_process().name, os.getpid(), parent_process().pid)
