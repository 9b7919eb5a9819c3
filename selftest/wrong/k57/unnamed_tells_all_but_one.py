"""Wrong: ready is to get the pids of all."""

import os
import signal
from multiprocessing import Process


def serve(work, items, ready):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(writer)  # each signal that has a handler puts a byte into the pipe
    ready([worker.pid for worker in workers[1:]])
    os.read(reader, 1)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]
