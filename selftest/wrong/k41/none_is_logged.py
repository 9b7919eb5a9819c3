"""Wrong: logs those that still run, whose exit code is None, and forgets them."""

from multiprocessing import Process


def serve(arrivals, handle, log):
    children = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
        while children:
            child = children.pop()
            child.join(0)
            log(child.name, child.exitcode)
