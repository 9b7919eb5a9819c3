"""Ask first, then insist.

``run_until(stop, grace, work, items)`` calls ``work(item)`` for every item, each in a process of its
own, all at the same time, and waits until ``stop()`` returns. All who still run then are asked to
end, by SIGTERM, before anybody is waited for. They have ``grace`` seconds to put their things in
order; who still runs after that is killed.

It returns the exit codes, in the order of the items, as soon as nobody is left.

    run_until(input, 5, time.sleep, [0, 60])   returns [0, -15] when you have pressed Enter
"""

import time
from multiprocessing import Process


def run_until(stop, grace, work, items):
    children = [Process(target=work, args=(item,)) for item in items]
    for child in children:
        child.start()
    stop()
    for child in children:
        child.terminate()
    deadline = time.monotonic() + grace
    for child in children:
        child.join(max(0, deadline - time.monotonic()))
    for child in children:
        child.kill()
        child.join()
    return [child.exitcode for child in children]
