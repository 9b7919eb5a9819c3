"""Right: all workers are there before the program installs its handler, which sets an event."""

import signal
import threading
from multiprocessing import Process


def serve(work, items, ready):
    workers = []
    for item in items:
        workers.append(Process(target=work, args=(item,)))
        workers[-1].start()
    stop = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
    ready([worker.pid for worker in workers])
    stop.wait()
    signal.signal(signal.SIGTERM, before)
    for worker in workers:
        worker.terminate()
        worker.join()
    return [worker.exitcode for worker in workers]
