"""Wrong: SIGTERM just after ready(pids) ends the program, and nobody ends the workers."""

import signal, threading
from multiprocessing import Process

def serve(work, items, ready):
    stop = threading.Event()
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    ready([worker.pid for worker in workers])
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    stop.wait()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]
