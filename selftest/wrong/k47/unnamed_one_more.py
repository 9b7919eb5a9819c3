"""Wrong: a worker more than was asked for."""

from multiprocessing import Lock, Pipe, Process


def serve(take, work, count):
    items, hand_out = Pipe(duplex=False)
    turn = Lock()
    workers = [Process(target=work_off, args=(items, hand_out, turn, work)) for _ in range(count + 1)]
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
