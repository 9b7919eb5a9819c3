"""A lock outlives its owner.

``one_at_a_time(work, items, hopeless)`` starts a process for every item, all at once. Each of them calls
``work(item)`` when it is its turn: never are two of them at work at the same time, and who waits for
its turn is asleep.

Meanwhile ``hopeless()`` waits until somebody decides that one item will never be done. It returns that
item, or None if there is none. The process of that item is ended, at work or still waiting. All the
others are done, each once, and ``one_at_a_time`` returns when they are.

    one_at_a_time(print_page, ["ada.pdf", "bob.pdf"], ask_the_user)
"""

import fcntl
import tempfile
from multiprocessing import Process


def one_at_a_time(work, items, hopeless):
    with tempfile.NamedTemporaryFile() as file:
        workers = {item: Process(target=worker, args=(file.name, work, item)) for item in items}
        for process in workers.values():
            process.start()
        item = hopeless()
        if item is not None:
            workers[item].terminate()
        for process in workers.values():
            process.join()


def worker(path, work, item):
    with open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the kernel takes it back, however this process ends
        work(item)
