"""Clean up when you are told to go.

``run_until(stop, work, clean_up)`` starts a worker, a process that calls ``work()``. When ``stop()``
returns, the worker is told to end, by SIGTERM, wherever it is in its work; nothing happens if it has
ended. In the end ``clean_up()`` is called once, in the worker, whatever has ended its work.

``run_until`` returns the worker's exit code when it has ended: 0 if its work was done, 1 if it failed,
143 if it was told to end (128 + 15, the number of SIGTERM). Your own process answers to signals as it
did before.

    run_until(input, write_records, delete_temporary_files)   returns 143 if Enter came too early
"""

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
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        work()
    finally:
        clean_up()
