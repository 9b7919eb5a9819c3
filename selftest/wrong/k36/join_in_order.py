"""Wrong: waits for the runners in the order in which they started."""

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
    winner = None
    for number, process in enumerate(processes):
        process.join()
        if process.exitcode == 0:
            winner = number, lines[number].recv()
            break
    for process in processes:
        process.terminate()
        process.join()
    return winner
