"""Wrong: ends with 0, as if the work had been done."""

import signal
import sys
from multiprocessing import Process


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        work()
    finally:
        clean_up()
