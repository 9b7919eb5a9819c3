"""Wrong: with SIGCHLD ignored the system throws the exit codes away."""

import os
import signal
from multiprocessing import Process


def serve(work, items, ready):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(writer)  # each signal that has a handler puts a byte into the pipe
    ready([worker.pid for worker in workers])
    os.read(reader, 1)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]
