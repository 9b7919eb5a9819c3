"""Wrong: the thread that notices ends the process at once, whatever it is doing."""

import os
from multiprocessing import Pipe, Process, SimpleQueue
from threading import Thread


def serve(take, work, count):
    queue = SimpleQueue()
    lifeline, mine = Pipe(duplex=False)
    workers = [Process(target=work_off, args=(queue, lifeline, mine, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, lifeline, parents_end, work):
    parents_end.close()

    def end_with_it():
        lifeline.poll(None)
        os._exit(1)

    Thread(target=end_with_it, daemon=True).start()
    while (item := queue.get()) is not None:
        work(item)
