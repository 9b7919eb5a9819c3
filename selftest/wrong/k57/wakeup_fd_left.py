"""Wrong: the handler is reset, and each signal of a worker still writes into the pipe of the program."""

import os
import signal
from multiprocessing import Process


def serve(work, items, ready):
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    signal.set_wakeup_fd(writer)  # each signal that has a handler puts a byte into the pipe
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    workers = [Process(target=begin, args=(work, item)) for item in items]
    for worker in workers:
        worker.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    ready([worker.pid for worker in workers])
    os.read(reader, 1)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]


def begin(work, item):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    work(item)
