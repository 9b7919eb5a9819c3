"""Wrong: two read from the pipe at the same time, and each gets a part of an item."""

from multiprocessing import Pipe, Process


def serve(take, work, count):
    items, hand_out = Pipe(duplex=False)
    workers = [Process(target=work_off, args=(items, hand_out, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        hand_out.send(item)
    hand_out.close()
    for worker in workers:
        worker.join()


def work_off(items, hand_out, work):
    hand_out.close()  # now the parent alone has it, so whatever ends the parent closes the pipe
    while True:
        try:
            item = items.recv()
        except EOFError:
            return
        work(item)
