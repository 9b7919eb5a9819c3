"""Wrong: who has nothing to say just now is taken to have ended."""

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
                del lines[line]
                continue
            try:
                handle(number, line.recv())
            except EOFError:
                del lines[line]
    for process in processes:
        process.join()
