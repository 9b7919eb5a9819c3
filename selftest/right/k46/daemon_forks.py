"""Right: a daemon may fork; only multiprocessing refuses. Who joins it, gives it the time."""

import os
from multiprocessing import Process


def run(main, beat, write, work):
    Process(target=beat, daemon=True).start()
    Process(target=write).start()
    leader = Process(target=lead, args=(work,), daemon=True)
    leader.start()
    try:
        return main()
    finally:
        leader.join()


def lead(work):
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
