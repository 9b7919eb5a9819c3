"""Wrong: a child that starts a child and goes leaves no zombie, and nobody to ask for the code."""

import os
from multiprocessing import Process


def in_the_background(handle, request):
    if os.fork() == 0:
        try:
            handle(request)
        finally:
            os._exit(0)


def serve(arrivals, handle, log):
    for requests in arrivals:
        for request in requests:
            child = Process(target=in_the_background, args=(handle, request))
            child.start()
            child.join()
            log(request, child.exitcode)
