"""Wrong: waitpid(-1) reads every exit status itself, and throws it away; Process never gets it."""

import os
from multiprocessing import Process


def reap_zombies():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def serve(arrivals, handle, log):
    children = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
        reap_zombies()
        for child in list(children):
            if not child.is_alive():
                log(child.name, child.exitcode)
                children.remove(child)
    for child in children:
        child.join()
        log(child.name, child.exitcode)
