"""Wrong: what is dead cannot be killed; a zombie goes when its exit code is read."""

import os
import signal
from multiprocessing import Process


def is_zombie(child):
    with open(f"/proc/{child.pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] == "Z"


def serve(arrivals, handle, log):
    children = []
    for requests in arrivals:
        for request in requests:
            child = Process(target=handle, args=(request,), name=request)
            child.start()
            children.append(child)
        for child in children:
            if os.path.exists(f"/proc/{child.pid}") and is_zombie(child):
                os.kill(child.pid, signal.SIGKILL)
    for child in children:
        child.join()
        log(child.name, child.exitcode)
