"""Wrong: who ignores SIGTERM has all the time to clean up, and never begins."""

import signal
from multiprocessing import Process


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        work()
    finally:
        clean_up()
