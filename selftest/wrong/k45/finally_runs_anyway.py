"""Wrong: SIGTERM without a handler ends the process on the spot; nothing is cleaned up by with."""

from contextlib import ExitStack
from multiprocessing import Process


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    with ExitStack() as stack:
        stack.callback(clean_up)
        work()
