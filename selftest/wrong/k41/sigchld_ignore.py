"""Wrong: with SIGCHLD ignored the system throws every exit status away."""

import signal
from multiprocessing import Process


def serve(arrivals, handle, log):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    children = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
        for child in list(children):
            if not child.is_alive():
                log(child.name, child.exitcode)
                children.remove(child)
    for child in children:
        child.join()
        log(child.name, child.exitcode)
