"""Wrong: asks every line, sleeps a little, and asks again."""

import time
from multiprocessing import Pipe, Process


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
        for line, number in list(lines.items()):
            if not line.poll():
                continue
            try:
                handle(number, line.recv())
            except EOFError:
                del lines[line]
        time.sleep(0.01)
    for process in processes:
        process.join()
