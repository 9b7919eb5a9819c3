"""Wrong: an Event of threading lives in one process; the child sets its own."""

import threading
from multiprocessing import Pipe, Process

DONE = threading.Event()


def run(work, item, writer):
    try:
        writer.send((True, work(item)))
    except Exception as error:
        writer.send((False, error))
    DONE.set()


def result_of(work, item):
    reader, writer = Pipe(duplex=False)
    child = Process(target=run, args=(work, item, writer))
    child.start()
    DONE.wait()
    child.join()
    went_well, value = reader.recv()
    if not went_well:
        raise value
    return value
