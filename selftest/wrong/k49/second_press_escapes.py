"""Wrong: the second Ctrl-C comes while the program waits in its except, where nobody catches it."""

import signal
from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(work, items):
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    todo, running, done = list(items), {}, []
    try:
        while todo or running:
            while todo and len(running) < 2:
                item = todo.pop(0)
                child = Process(target=undisturbed, args=(work, item))
                child.start()
                running[child] = item
            for child in [c for c in running if c.sentinel in wait([c.sentinel for c in running])]:
                done += finished(child, running.pop(child))
    except KeyboardInterrupt:
        for child, item in running.items():
            done += finished(child, item)
    return done


def finished(child, item):
    child.join()
    return [item] if child.exitcode == 0 else []


def undisturbed(work, item):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(item)
