"""Right: waits for a result in the pipe, or for the end of the process, whichever comes first."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def run(work, item, writer):
    writer.send(work(item))


def result_of(work, item):
    reader, writer = Pipe(duplex=False)
    child = Process(target=run, args=(work, item, writer))
    child.start()
    wait([child.sentinel, reader])
    result = reader.recv() if reader.poll() else None
    child.join()
    if child.exitcode != 0:
        raise RuntimeError("the work failed")
    return result
