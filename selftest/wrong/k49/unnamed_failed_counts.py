"""Wrong: work that raises ends with 1, and has not returned."""

import signal
from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(work, items):
    todo, running, done = list(items), {}, []
    presses = 0

    def stop(*_):
        nonlocal presses
        presses += 1
        if presses > 1:
            for child, _ in running.values():
                child.kill()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while True:
        while todo and not presses and len(running) < 2:
            item = todo.pop(0)
            child = Process(target=undisturbed, args=(work, item))
            child.start()
            running[child.sentinel] = child, item
        if not running:
            return done
        for sentinel in wait(running):
            child, item = running.pop(sentinel)
            child.join()
            if child.exitcode >= 0:
                done.append(item)


def undisturbed(work, item):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(item)
