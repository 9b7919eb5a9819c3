"""Right: a selector tells which lines are ready."""

import selectors
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
    with selectors.DefaultSelector() as selector:
        for line, number in lines.items():
            selector.register(line, selectors.EVENT_READ, number)
        while selector.get_map():
            for key, _ in selector.select():
                try:
                    message = key.fileobj.recv()
                except EOFError:
                    selector.unregister(key.fileobj)
                else:
                    handle(key.data, message)
    for process in processes:
        process.join()
