"""Right: waits for whoever ends next; exit code 0 means that there is a result."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


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
    racing = {process.sentinel: number for number, process in enumerate(processes)}
    winner = None
    while racing and winner is None:
        for sentinel in wait(racing):
            number = racing.pop(sentinel)
            processes[number].join()
            if processes[number].exitcode == 0:
                winner = number, lines[number].recv()
                break
    for process in processes:
        process.terminate()
        process.join()
    return winner
