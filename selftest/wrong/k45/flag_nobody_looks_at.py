"""Wrong: the handler sets a flag and returns; the work goes on where it was, and looks at nothing."""

import signal
import sys
from multiprocessing import Process

told_to_end = False


def remember(number, frame):
    global told_to_end
    told_to_end = True


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    signal.signal(signal.SIGTERM, remember)
    try:
        work()
    finally:
        clean_up()
    if told_to_end:
        sys.exit(143)
