"""Ctrl-C reaches everybody, and one decides.

``run_all(work, items)`` calls ``work(item)`` for every item, in child processes, two at a time. It
returns the items that are done, those whose ``work`` has returned, in any order.

At Ctrl-C the terminal sends SIGINT to the program and to all of its children at once. When it does so
while items are at work, these are finished, no other is begun, and ``run_all`` returns. At a second
Ctrl-C the items at work are ended by force, and it returns. SIGTERM to the program alone, which ``kill``
sends, does what the first Ctrl-C does. Nobody prints a traceback, and nobody is left.

    run_all(convert, ["a.wav", "b.wav", "c.wav"])   returns ["a.wav", "b.wav"] if Ctrl-C comes soon
"""

from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(work, items):
    todo, running, done = list(items), {}, []
    while todo or running:
        while todo and len(running) < 2:
            item = todo.pop(0)
            child = Process(target=work, args=(item,))
            child.start()
            running[child.sentinel] = child, item
        try:
            ended = wait(running)
        except KeyboardInterrupt:
            todo.clear()
            continue
        for sentinel in ended:
            child, item = running.pop(sentinel)
            child.join()
            if child.exitcode == 0:
                done.append(item)
    return done
