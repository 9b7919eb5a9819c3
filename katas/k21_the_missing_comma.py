"""One argument needs a comma.

``run_in_child(work, item, **options)`` calls ``work(item, **options)`` in a new process that is
named "worker", waits until it has ended, and returns its exit code.

    run_in_child(print, "hello")   prints hello from another process, and returns 0

The item may be anything: a string, a number, a tuple, None. The work must get it whole.
"""

from multiprocessing import Process


def run_in_child(work, item, **options):
    process = Process(target=work, name="worker", args=(item), kwargs=options)
    process.start()
    process.join()
    return process.exitcode
