"""Right: a pipe for each worker, and each closes the ends that are the parent's before it begins."""

from multiprocessing import Pipe, Process


def serve(take, work, count):
    pipes = [Pipe() for _ in range(count)]
    workers = [
        Process(target=work_off, args=(theirs, [ours for ours, _ in pipes], work))
        for _, theirs in pipes
    ]
    for worker in workers:
        worker.start()
    number = 0
    while (item := take()) is not None:
        pipes[number % count][0].send(item)
        number += 1
    for (ours, _), worker in zip(pipes, workers):
        ours.close()
    for worker in workers:
        worker.join()


def work_off(items, ends_of_the_parent, work):
    for end in ends_of_the_parent:
        end.close()
    try:
        while True:
            work(items.recv())
    except EOFError:
        pass
