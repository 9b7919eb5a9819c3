"""Wrong: start() is taken for a preparation, after which run() must be called."""

from multiprocessing import Process


def hand_over(work, *args):
    process = Process(target=work, args=args)
    process.start()
    process.run()
    process.join()
    return process.pid, process.exitcode
