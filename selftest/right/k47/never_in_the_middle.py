"""Right: a thread ends the process, but only while it holds a lock that the work holds, too."""

import os
import select
import threading
from multiprocessing import Process, Queue, parent_process


def serve(take, work, count):
    queue = Queue()
    workers = [Process(target=work_off, args=(queue, work)) for _ in range(count)]
    for worker in workers:
        worker.start()
    while (item := take()) is not None:
        queue.put(item)
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()


def work_off(queue, work):
    at_work = threading.Lock()
    try:
        parent = os.pidfd_open(parent_process().pid)
    except ProcessLookupError:
        return

    def end_with_it():
        poll = select.poll()
        poll.register(parent, select.POLLIN)
        poll.poll()
        with at_work:
            os._exit(1)

    threading.Thread(target=end_with_it, daemon=True).start()
    while (item := queue.get()) is not None:
        with at_work:
            work(item)
