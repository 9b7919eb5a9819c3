"""So many seconds, and no more.

``run_within(seconds, work, items)`` calls ``work(item)`` for every item, each in a process of its
own, all at the same time. It returns when all have ended, or else when the time is over, with a
list that says for each item, in the order of the items, what became of it: "ok" if its work ended
in time and without an error, "failed" if it ended in time in any other way, "timeout" if not.

    run_within(2, time.sleep, [1, 60, "a"])   returns ["ok", "timeout", "failed"]

The seconds are for all of them together, and ``clock()`` tells the time. Nobody is left when it
returns: who is late is ended, whether it wants to or not.
"""

import time
from multiprocessing import Process

GRACE = 0.5  # seconds to end in, for a child that is asked to


def run_within(seconds, work, items, clock=time.monotonic):
    deadline = clock() + seconds
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    for child in children:
        child.join(max(0, deadline - clock()))
    outcomes = [outcome(child) for child in children]
    for child in children:
        end(child)
    return outcomes


def outcome(child):
    if child.exitcode is None:
        return "timeout"
    return "ok" if child.exitcode == 0 else "failed"


def end(child):
    if child.exitcode is None:
        child.terminate()
        child.join(GRACE)
        child.kill()
    child.join()
