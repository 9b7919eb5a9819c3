"""Wrong: the worker swallows the KeyboardInterrupt, loses its item, and takes the next one."""

import signal
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def run_all(work, items):
    todo, lines, done, presses = list(items), {}, [], 0
    for _ in range(2):
        here, there = Pipe()
        worker = Process(target=serve, args=(work, there), daemon=True)
        worker.start()
        there.close()
        lines[here] = worker

    def stop(*_):
        nonlocal presses
        presses += 1
        if presses > 1:
            for worker in lines.values():
                worker.kill()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    idle, busy = list(lines), []
    while True:
        while todo and idle and not presses:
            line = idle.pop()
            line.send(todo.pop(0))
            busy.append(line)
        if not busy:
            break
        for line in wait(busy):
            busy.remove(line)
            try:
                done += line.recv()
                idle.append(line)
            except EOFError:
                pass
    for worker in lines.values():
        worker.kill()
        worker.join()
    return done


def serve(work, line):
    while True:
        item = line.recv()
        try:
            work(item)
        except KeyboardInterrupt:
            line.send([])
        else:
            line.send([item])
