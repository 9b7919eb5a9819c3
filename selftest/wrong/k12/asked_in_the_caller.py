"""Wrong: the caller asks who it is, and the workers pass that on."""

import os
from multiprocessing import Process, current_process


def sign_in(names, desk):
    workers = []
    for name in names:
        details = (name, current_process().pid, os.getpid())
        workers.append(Process(target=desk, name=name, args=details))
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return {worker.pid: worker.name for worker in workers}
