"""A zombie is an exit code that nobody has read.

``serve(arrivals, handle, log)`` is the inside of a server. Every turn of ``arrivals`` gives a list of
the requests that have come meanwhile; it may be empty. ``handle(request)`` is called for each of
them, in a process of its own, and nobody waits for it: a slow one holds up no other.

Children end meanwhile. In every turn, ``log(request, exitcode)`` is called for those that have
ended since the turn before, each once, and no zombie of them is left. When arrivals are over,
``serve`` waits for those that still run, and logs them too.

    serve([["a", "b"], [], ["c"]], handle, print)   prints "a 0", "b 0" and "c 0", in any order
"""

from multiprocessing import Process


def serve(arrivals, handle, log):
    children = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
    for child in children:
        child.join()
        log(child.name, child.exitcode)
