"""Wrong: run() does the work here, then start() has it done again."""

from multiprocessing import Process


def hand_over(work, *args):
    process = Process(target=work, args=args)
    process.run()
    process.start()
    process.join()
    return process.pid, process.exitcode
