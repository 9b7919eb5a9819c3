"""Wrong: the kernel's signal comes in the middle of the work, and under forkserver not at all."""

import ctypes
import signal
from multiprocessing import Process, Queue

PR_SET_PDEATHSIG = 1


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work):
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    while (item := queue.get()) is not None:
        work(item)
