"""Wrong: as daemons they end with the program, some day."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def run(runner, writer):
    writer.send(runner())


def first_of(runners):
    processes, lines = [], {}
    for number, runner in enumerate(runners):
        line, writer = Pipe(duplex=False)
        process = Process(target=run, args=(runner, writer), daemon=True)
        process.start()
        writer.close()
        processes.append(process)
        lines[line] = number
    while lines:
        line = wait(lines)[0]
        number = lines.pop(line)
        try:
            return number, line.recv()
        except EOFError:
            continue
    for process in processes:
        process.join()
    return None
