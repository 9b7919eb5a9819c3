"""Right: ask in the worker; keep the workers by pid."""

import multiprocessing
import os


def sign_in(names, desk):
    workers = {}
    for name in names:
        worker = multiprocessing.Process(target=work, name=name, args=(desk,))
        worker.start()
        workers[worker.pid] = worker
    for worker in workers.values():
        worker.join()
    return {pid: worker.name for pid, worker in workers.items()}


def work(desk):
    me = multiprocessing.current_process()
    desk(me.name, os.getpid(), multiprocessing.parent_process().pid)
