"""Wrong: the workers inherit a handler that tells the program to stop, through a pipe they share."""

import os
import signal
from multiprocessing import Process


def serve(work, items, ready):
    reader, writer = os.pipe()
    signal.signal(signal.SIGTERM, lambda number, frame: os.write(writer, b"x"))
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
