"""Right: a thread for each line waits in recv, and puts what comes into one queue."""

import queue
import threading
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
    came = queue.Queue()

    def pass_on(line, number):
        try:
            while True:
                came.put((number, line.recv(), False))
        except EOFError:
            came.put((number, None, True))

    for line, number in lines.items():
        threading.Thread(target=pass_on, args=(line, number)).start()
    left = len(lines)
    while left:
        number, message, over = came.get()
        if over:
            left -= 1
        else:
            handle(number, message)
    for process in processes:
        process.join()
