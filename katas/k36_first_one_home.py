"""First one home.

``first_of(runners)`` starts a process for each runner, which calls ``runner()``, all at the same time.
As soon as one of them has a result it returns a pair: that runner's place in the list, and the result.

    first_of([ask_tokyo, ask_london])   returns (1, "12:30"), if London is faster

A runner that raises, or whose process is killed, is out of the race; the others go on. When all are
out it returns None. When ``first_of`` returns nobody runs any more: it has ended those who were late.
"""

from multiprocessing import Pipe, Process


def run(runner, writer):
    writer.send(runner())


def first_of(runners):
    processes, lines = [], []
    for runner in runners:
        line, writer = Pipe(duplex=False)
        process = Process(target=run, args=(runner, writer))
        process.start()
        writer.close()
        processes.append(process)
        lines.append(line)
    for number, process in enumerate(processes):
        process.join()
        if process.exitcode == 0:
            return number, lines[number].recv()
    return None
