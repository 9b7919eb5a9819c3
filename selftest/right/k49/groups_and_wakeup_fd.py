"""Right: children in groups of their own; the program reads its signals from a pipe."""

import os
import signal
from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(work, items):
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    todo, running, done, presses = list(items), {}, [], 0
    signal.set_wakeup_fd(writer)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    try:
        while todo or running:
            while todo and len(running) < 2:
                item = todo.pop(0)
                child = Process(target=apart, args=(work, item))
                child.start()
                running[child.sentinel] = (child, item)
            for ready in wait([reader, *running]):
                if ready == reader:
                    presses += len(os.read(reader, 100))
                    todo.clear()
                    if presses > 1:
                        for child, _ in running.values():
                            child.kill()
                    continue
                child, item = running.pop(ready)
                child.join()
                if child.exitcode == 0:
                    done.append(item)
    finally:
        signal.set_wakeup_fd(-1)
        os.close(reader)
        os.close(writer)
    return done


def apart(work, item):
    signal.set_wakeup_fd(-1)
    os.setpgrp()
    work(item)
