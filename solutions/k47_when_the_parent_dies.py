"""When the parent dies.

``serve(take, work, count)`` starts ``count`` workers. Your own process, their parent, calls ``take()``
again and again, and hands each item to one of them, which calls ``work(item)``. When ``take()`` returns
None, all workers end, and ``serve`` returns when none is left.

When the parent is killed, by SIGKILL, it can tell nobody. The workers notice it themselves, under every
start method: who waits for an item ends, and who is at work ends when its item is done, whatever the
others do. Nobody keeps a processor busy with waiting.

    serve(next_upload, convert, 4)   after kill -9, uploads that were begun are done, and nobody is left
"""

from multiprocessing import Lock, Pipe, Process


def serve(take, work, count):
    items, hand_out = Pipe(duplex=False)
    turn = Lock()
    workers = [Process(target=work_off, args=(items, hand_out, turn, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        hand_out.send(item)
    hand_out.close()
    for worker in workers:
        worker.join()


def work_off(items, hand_out, turn, work):
    hand_out.close()  # now the parent alone has it, so whatever ends the parent closes the pipe
    while True:
        try:
            with turn:
                item = items.recv()
        except EOFError:
            return
        work(item)
