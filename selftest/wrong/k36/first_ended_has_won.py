"""Wrong: the first process that ends is taken for the winner."""

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
    sentinels = [process.sentinel for process in processes]
    number = sentinels.index(wait(sentinels)[0])
    processes[number].join()
    result = lines[number].recv() if processes[number].exitcode == 0 else None
    for process in processes:
        process.terminate()
        process.join()
    return number, result
