"""Right: a partial carries its own arguments."""

from functools import partial
from multiprocessing import Process


def run_in_child(work, item, **options):
    with_item = partial(work, item, **options)
    process = Process(target=with_item, name="worker")
    process.start()
    process.join()
    return process.exitcode
