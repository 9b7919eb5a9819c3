"""Right: SIGTERM is blocked in the program, which waits for it; each worker lets it in again."""

import signal
from multiprocessing import Process

TERM = {signal.SIGTERM}


def serve(work, items, ready):
    signal.pthread_sigmask(signal.SIG_BLOCK, TERM)
    workers = [Process(target=let_in, args=(work, item)) for item in items]
    for worker in workers:
        worker.start()
    signal.pthread_sigmask(signal.SIG_BLOCK, TERM)  # the start of a helper may have unblocked it
    ready([worker.pid for worker in workers])
    signal.sigwait(TERM)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
    return [worker.exitcode for worker in workers]


def let_in(work, item):
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TERM)
    work(item)
