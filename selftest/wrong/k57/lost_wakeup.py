"""Wrong: a SIGTERM that comes after the look and before the pause wakes nobody."""

import signal
from multiprocessing import Process


def serve(work, items, ready):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    stop = False

    def on_sigterm(number, frame):
        nonlocal stop
        stop = True

    signal.signal(signal.SIGTERM, on_sigterm)
    ready([worker.pid for worker in workers])
    while not stop:
        signal.pause()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]
