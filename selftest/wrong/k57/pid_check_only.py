"""Wrong: in a worker the handler does nothing, and then the worker lives on."""

import os
import signal
from multiprocessing import Process


def serve(work, items, ready):
    program = os.getpid()
    reader, writer = os.pipe()

    def stop(number, frame):
        if os.getpid() == program:
            os.write(writer, b"x")

    signal.signal(signal.SIGTERM, stop)
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
