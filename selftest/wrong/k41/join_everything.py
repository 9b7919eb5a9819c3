"""Wrong: joins those that still run, too; one slow request holds up all."""

from multiprocessing import Process


def serve(arrivals, handle, log):
    for requests in arrivals:
        children = []
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
        for child in children:
            child.join()
            log(child.name, child.exitcode)
