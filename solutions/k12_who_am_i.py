"""Each worker knows who it is.

``sign_in(names, desk)`` starts one worker process for each name, and gives it that name. Every
worker calls ``desk(name, pid, creator)`` about itself: its name, its own process id, and the id of
the process that created it. When all workers have ended, ``sign_in`` returns a register of them:
a dict with the pid of each as the key, and its name as the value.

    sign_in(["ada", "bob"], print)   called in process 4700, prints
                                         ada 4711 4700
                                         bob 4712 4700
                                     and returns {4711: "ada", 4712: "bob"}

Several workers may have the same name.
"""

import os
from multiprocessing import Process, current_process, parent_process


def sign_in(names, desk):
    workers = [Process(target=work, name=name, args=(desk,)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return {worker.pid: worker.name for worker in workers}


def work(desk):
    desk(current_process().name, os.getpid(), parent_process().pid)
