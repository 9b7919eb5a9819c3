"""Right: workers in sessions of their own, which Ctrl-C does not reach; each gets one item at a time."""

import os
import signal
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def run_all(work, items):
    todo, workers, done, presses = list(items), {}, [], 0

    def stop(*_):
        nonlocal presses
        presses += 1
        if presses > 1:
            for worker in workers.values():
                worker.kill()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    for _ in range(2):
        here, there = Pipe()
        worker = Process(target=serve, args=(work, there))
        worker.start()
        there.close()
        workers[here] = worker
    idle, busy = list(workers), []
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
                done.append(line.recv())
                idle.append(line)
            except EOFError:
                pass
    for line in idle:
        line.send(None)
    for worker in workers.values():
        worker.join()
    return done


def serve(work, line):
    os.setsid()
    for item in iter(line.recv, None):
        work(item)
        line.send(item)
