"""Wrong: the exit code is read while the process is still running."""

from multiprocessing import Process


def hand_over(work, *args):
    process = Process(target=work, args=args)
    process.start()
    return process.pid, process.exitcode
