"""Right: every child reports through a pipe; the parent receives, then joins."""

from multiprocessing import Pipe, Process


def report(work, item, line):
    try:
        work(item)
    except BaseException:
        line.send(False)
        raise
    line.send(True)


def run_all(work, items):
    children = []
    for item in items:
        here, there = Pipe(duplex=False)
        process = Process(target=report, args=(work, item, there))
        process.start()
        there.close()
        children.append((process, here))
    went_well = []
    for process, here in children:
        went_well.append(here.recv())
        process.join()
    return went_well
