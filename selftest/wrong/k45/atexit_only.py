"""Wrong: exit functions are not run on SIGTERM; before 3.13 not even at a forked child's normal end."""

import atexit
from multiprocessing import Process


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    atexit.register(clean_up)
    work()
