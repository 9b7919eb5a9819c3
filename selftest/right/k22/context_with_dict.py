"""Right: a Process of a context, made from a dict of keyword arguments."""

import multiprocessing


def hand_over(work, *args):
    context = multiprocessing.get_context()
    how = {"target": work, "args": args, "name": "hand"}
    process = context.Process(**how)
    process.start()
    pid = process.pid
    process.join()
    code = process.exitcode
    process.close()
    return pid, code
