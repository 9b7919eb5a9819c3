"""Right: the handler raises an exception that the worker catches itself."""

import signal
import sys
from multiprocessing import Process


class ToldToEnd(BaseException):
    pass


def raise_it(number, frame):
    raise ToldToEnd


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    signal.signal(signal.SIGTERM, raise_it)
    try:
        work()
        code = 0
    except ToldToEnd:
        code = 143
    finally:
        clean_up()
    sys.exit(code)
