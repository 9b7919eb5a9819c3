"""Right: multiprocessing does all of it: flushes, leaves, and keeps the exit code."""

from multiprocessing import Process


def report(title, body):
    print(title)
    process = Process(target=body)
    process.start()
    process.join()
    print("exit code", process.exitcode)
    return process.exitcode
