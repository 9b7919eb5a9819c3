"""Wrong: under fork every worker has inherited the parent's end of the lifeline, and keeps it open."""

from itertools import cycle
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def serve(take, work, count):
    lifeline, mine = Pipe(duplex=False)
    workers = []
    for _ in range(count):
        theirs, ours = Pipe(duplex=False)
        worker = Process(target=work_off, args=(theirs, lifeline, work))
        worker.start()
        workers.append((worker, ours))
    turn = cycle(workers)
    while (item := take()) is not None:
        next(turn)[1].send(item)
    for worker, ours in workers:
        ours.send(None)
    for worker, ours in workers:
        worker.join()


def work_off(items, lifeline, work):
    while lifeline not in wait([items, lifeline]):
        item = items.recv()
        if item is None:
            return
        work(item)
