"""Wrong: the first positional parameter of Process is group, not target."""

from multiprocessing import Process


def run_in_child(work, item, **options):
    process = Process(work, (item,), options)
    process.start()
    process.join()
    return process.exitcode
