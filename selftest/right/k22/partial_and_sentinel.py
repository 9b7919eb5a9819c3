"""Right: a partial as target, a wait on the sentinel, then the join that collects the exit code."""

from functools import partial
from multiprocessing import Process
from multiprocessing.connection import wait


def hand_over(work, *args):
    process = Process(target=partial(work, *args))
    process.start()
    wait([process.sentinel])
    process.join()
    return process.pid, process.exitcode
