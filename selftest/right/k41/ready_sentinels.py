"""Right: asks all sentinels at once, and joins those that are ready."""

from multiprocessing import Process
from multiprocessing.connection import wait


def serve(arrivals, handle, log):
    running = {}

    def reap(patience):
        for sentinel in wait(list(running), patience):
            request, child = running.pop(sentinel)
            child.join()
            log(request, child.exitcode)
            child.close()

    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,))
            child.start()
            running[child.sentinel] = (request, child)
        reap(patience=0)
    while running:
        reap(patience=None)
