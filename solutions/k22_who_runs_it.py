"""Who runs it?

``hand_over(work, *args)`` has ``work(*args)`` done once, by a new process, and waits until that
process has ended. It returns the new process's pid, and its exit code.

    hand_over(print, "hello")   prints hello from another process, and returns (4711, 0), say

Whatever the work does, an error or an exit included, it only ever hits the new process: the caller
goes on.
"""

from multiprocessing import Process


def hand_over(work, *args):
    process = Process(target=work, args=args)
    process.start()
    process.join()
    return process.pid, process.exitcode
