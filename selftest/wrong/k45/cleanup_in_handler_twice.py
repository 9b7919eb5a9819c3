"""Wrong: the handler cleans up, and the exception that it raises has finally clean up again."""

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
    def told_to_end(number, frame):
        clean_up()
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, told_to_end)
    try:
        work()
    finally:
        clean_up()
