"""When the parent dies.

``serve(take, work, count)`` starts ``count`` workers. Your own process, their parent, calls ``take()``
again and again, and hands each item to one of them, which calls ``work(item)``. When ``take()`` returns
None, all workers end, and ``serve`` returns when none is left.

When the parent is killed, by SIGKILL, it can tell nobody. The workers notice it themselves, under every
start method: who waits for an item ends, and who is at work ends when its item is done, whatever the
others do. Nobody keeps a processor busy with waiting.

    serve(next_upload, convert, 4)   after kill -9, uploads that were begun are done, and nobody is left
"""

from multiprocessing import Process, Queue


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work):
    while (item := queue.get()) is not None:
        work(item)
