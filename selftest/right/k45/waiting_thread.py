"""Right: SIGTERM is blocked, and a thread waits for it."""

import os
import signal
from multiprocessing import Process
from threading import Lock, Thread


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up))
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode


def work_and_clean_up(work, clean_up):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    one_of_us = Lock()

    def wait_for_it():
        number = signal.sigwait([signal.SIGTERM])
        with one_of_us:
            clean_up()
            os._exit(128 + number)

    Thread(target=wait_for_it, daemon=True).start()
    try:
        work()
    finally:
        one_of_us.acquire()
        clean_up()
