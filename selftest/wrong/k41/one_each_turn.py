"""Wrong: looks after one child in every turn; several may have ended."""

from multiprocessing import Process
from multiprocessing.connection import wait


def serve(arrivals, handle, log):
    children = {}
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children[child.sentinel] = child
        ready = wait(children, 0)
        if ready:
            child = children.pop(ready[0])
            child.join()
            log(child.name, child.exitcode)
    for child in children.values():
        child.join()
        log(child.name, child.exitcode)
