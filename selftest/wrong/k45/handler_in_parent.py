"""Wrong: the handler is the parent's; only a forked child has a copy of it."""

import signal
import sys
from multiprocessing import Process


def run_until(stop, work, clean_up):
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    try:
        work()
    finally:
        clean_up()
