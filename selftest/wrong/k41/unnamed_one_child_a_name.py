"""Wrong: a second request of the same name takes the place of the first."""

from multiprocessing import Process


def serve(arrivals, handle, log):
    children = {}
    for requests in arrivals:
        for request in requests:
            children[request] = Process(target=handle, args=(request,))
            children[request].start()
        for request, child in list(children.items()):
            if child.exitcode is not None:
                log(request, child.exitcode)
                del children[request]
    for request, child in children.items():
        child.join()
        log(request, child.exitcode)
