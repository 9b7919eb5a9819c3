"""Right: join(0) reads an exit code if there is one."""

from multiprocessing import Process


def serve(arrivals, handle, log):
    children = {}
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,))
            child.start()
            children[child] = request
        for child in list(children):
            child.join(0)
            if child.exitcode is not None:
                log(children.pop(child), child.exitcode)
    for child, request in children.items():
        child.join()
        log(request, child.exitcode)
