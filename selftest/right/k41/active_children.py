"""Right: active_children() joins the ended ones as it goes; who is missing from it has ended."""

from multiprocessing import Process, active_children


def serve(arrivals, handle, log):
    started = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            started.append(child)
        alive = active_children()
        for child in [child for child in started if child not in alive]:
            log(child.name, child.exitcode)
        started = [child for child in started if child in alive]
    for child in started:
        child.join()
        log(child.name, child.exitcode)
