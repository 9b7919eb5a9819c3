"""Wrong: work(...) is called here; its result, None, is what the child gets to do."""

from multiprocessing import Process


def hand_over(work, *args):
    process = Process(target=work(*args))
    process.start()
    process.join()
    return process.pid, process.exitcode
