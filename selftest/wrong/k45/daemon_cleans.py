"""Wrong: a daemon is ended in the same way, by SIGTERM, and cleans up no more than others."""

from multiprocessing import Process


def run_until(stop, work, clean_up):
    worker = Process(target=work_and_clean_up, args=(work, clean_up), daemon=True)
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
