"""Wrong: who has been silent for so long will not speak any more."""

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
    while lines:
        ready = wait(list(lines), timeout=0.5)
        if not ready:
            break
        for line in ready:
            try:
                handle(lines[line], line.recv())
            except EOFError:
                del lines[line]
    for process in processes:
        process.join()
