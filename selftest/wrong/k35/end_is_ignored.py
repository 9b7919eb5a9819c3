"""Wrong: the end of a line is caught, and the line is asked again and again."""

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def listen(talkers, handle):
    processes, lines = [], {}
    for number, talker in enumerate(talkers):
        line, writer = Pipe(duplex=False)
        process = Process(target=talker, args=(writer,))
        process.start()
        writer.close()
        processes.append(process)
        lines[line] = number
    while any(process.is_alive() for process in processes):
        for line in wait(lines):
            try:
                handle(lines[line], line.recv())
            except EOFError:
                continue
    for process in processes:
        process.join()
