"""Wrong: a list that shrinks under a loop; the loop skips the one after each that was removed."""

from multiprocessing import Process


def serve(arrivals, handle, log):
    children = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
        for child in children:
            if child.exitcode is not None:
                log(child.name, child.exitcode)
                children.remove(child)
    for child in children:
        child.join()
        log(child.name, child.exitcode)
