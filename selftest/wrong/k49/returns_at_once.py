"""Wrong: after Ctrl-C nobody waits for the children; they are joined when the program ends, or never."""

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
                running[child.sentinel] = child, item
            for sentinel in wait(running):
                child, item = running.pop(sentinel)
                child.join()
                done.append(item)
    except KeyboardInterrupt:
        print("stopped")
    return done


def undisturbed(work, item):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(item)
