"""Whose signal handler is it?

``serve(work, items, ready)`` starts a worker process for every item, which calls ``work(item)``, then
calls ``ready(pids)`` with the pids of the workers. After that it sleeps until the program gets SIGTERM,
which may come as soon as ``ready`` is called. Then it sends SIGTERM to the workers, waits for their end,
and returns their exit codes, in the order of the items.

    serve(work, ["ada", "bob"], print)   prints [4711, 4712], and returns [-15, -15] after a SIGTERM

SIGTERM to a worker is a matter of this worker alone, however early it comes: the worker ends by it
(exit code -15), unless ``work`` has a handler of its own. The others go on, and the program, too.
"""

import os
import signal
from multiprocessing import Process


def serve(work, items, ready):
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(writer)  # each signal that has a handler puts a byte into the pipe
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    ready([worker.pid for worker in workers])
    os.read(reader, 1)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]
