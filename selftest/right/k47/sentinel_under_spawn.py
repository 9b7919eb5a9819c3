"""Right: each waits for its own pipe and the parent's sentinel; no spawned sibling inherits them."""

from itertools import cycle
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait


def serve(take, work, count):
    spawn = get_context("spawn")
    workers = []
    for _ in range(count):
        theirs, ours = spawn.Pipe(duplex=False)
        worker = spawn.Process(target=work_off, args=(theirs, work))
        worker.start()
        theirs.close()
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
        try:
            item = items.recv()
        except EOFError:
            return
        if item is None:
            return
        work(item)
