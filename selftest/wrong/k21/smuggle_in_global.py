"""Wrong: a global set at run time; the child of spawn imports a module without it."""

from multiprocessing import Process


TASK = None


def call_task():
    work, item, options = TASK
    work(item, **options)


def run_in_child(work, item, **options):
    global TASK
    TASK = (work, item, options)
    process = Process(target=call_task, name="worker")
    process.start()
    process.join()
    return process.exitcode
