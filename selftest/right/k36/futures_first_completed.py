"""Right: a thread waits for each process; the first good one counts, and all processes are killed."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from multiprocessing import Pipe, Process


def run(runner, writer):
    writer.send(runner())


def first_of(runners):
    processes, lines = [], {}
    for number, runner in enumerate(runners):
        line, writer = Pipe(duplex=False)
        process = Process(target=run, args=(runner, writer))
        process.start()
        writer.close()
        processes.append(process)
        lines[line] = number
    with ThreadPoolExecutor(len(runners)) as threads:
        racing = {threads.submit(line.recv): number for line, number in lines.items()}
        waiting, winner = set(racing), None
        while waiting and winner is None:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                if future.exception() is None:
                    winner = racing[future], future.result()
        for process in processes:
            process.kill()
    for process in processes:
        process.join()
    return winner
