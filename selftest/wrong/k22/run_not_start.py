"""Wrong: run() is an ordinary method; it does the work here, and there is no process to join."""

from multiprocessing import Process


def hand_over(work, *args):
    process = Process(target=work, args=args)
    process.run()
    process.join()
    return process.pid, process.exitcode
