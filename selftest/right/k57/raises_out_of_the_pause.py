"""Right: the handler raises an exception, which ends the pause, or comes before it."""

import signal
from multiprocessing import Process


class Stop(Exception):
    pass


def serve(work, items, ready):
    workers = [Process(target=work, args=(item,)) for item in items]
    for worker in workers:
        worker.start()
    try:
        signal.signal(signal.SIGTERM, stop)
        ready([worker.pid for worker in workers])
        while True:
            signal.pause()
    except Stop:
        pass
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]


def stop(number, frame):
    raise Stop
