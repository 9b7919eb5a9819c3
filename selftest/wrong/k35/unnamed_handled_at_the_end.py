"""Wrong: each line has a thread, which reads until its end before anything is handled."""

from multiprocessing import Pipe, Process
from threading import Thread


def listen(talkers, handle):
    def read(number, line):
        messages = []
        while True:
            try:
                messages.append(line.recv())
            except EOFError:
                break
        for message in messages:
            handle(number, message)

    processes, threads = [], []
    for number, talker in enumerate(talkers):
        line, writer = Pipe(duplex=False)
        process = Process(target=talker, args=(writer,))
        process.start()
        writer.close()
        processes.append(process)
        threads.append(Thread(target=read, args=(number, line)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        process.join()
