"""Wrong: under forkserver the parent is the fork server."""

import os
from multiprocessing import Process, current_process


def sign_in(names, desk):
    workers = [Process(target=work, name=name, args=(desk,)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return {worker.pid: worker.name for worker in workers}


def work(desk):
    desk(current_process().name, os.getpid(), os.getppid())
