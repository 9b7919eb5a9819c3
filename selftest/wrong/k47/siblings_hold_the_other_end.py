"""Wrong: under fork, younger siblings have inherited the other end of the parent's sentinel."""

from itertools import cycle
from multiprocessing import Pipe, Process, parent_process
from multiprocessing.connection import wait


def serve(take, work, count):
    workers = []
    for _ in range(count):
        theirs, ours = Pipe(duplex=False)
        worker = Process(target=work_off, args=(theirs, work))
        worker.start()
        workers.append((worker, ours))
    turn = cycle(workers)
    while (item := take()) is not None:
        next(turn)[1].send(item)
    for worker, ours in workers:
        ours.send(None)
    for worker, ours in workers:
        worker.join()


def work_off(items, work):
    ended = parent_process().sentinel
    while ended not in wait([items, ended]):
        item = items.recv()
        if item is None:
            return
        work(item)
