"""Right: an exit stack that joins all that was started, whatever happens in between."""

from contextlib import ExitStack
from multiprocessing import Process


def run_all(work, items):
    processes = []
    with ExitStack() as at_the_end:
        for item in items:
            process = Process(target=work, args=(item,))
            process.start()
            at_the_end.callback(process.join)
            processes.append(process)
    return [process.exitcode == 0 for process in processes]
