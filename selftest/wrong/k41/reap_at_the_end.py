"""Wrong: joins when the server stops; until then every child that ends stays a zombie."""

from multiprocessing import Process


def serve(arrivals, handle, log):
    children = {}
    for requests in arrivals:
        for request in requests:
            children[request] = Process(target=handle, args=(request,))
            children[request].start()
    for request, child in children.items():
        child.join()
        log(request, child.exitcode)
