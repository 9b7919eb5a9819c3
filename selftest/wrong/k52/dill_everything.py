"""Wrong: another pickler, which is not there, takes the file and the lock for data, too."""

from multiprocessing import Lock, Pool

import dill


def call(pickled, start):
    return dill.loads(pickled)(start)


def lines_at(open_log, add, starts):
    log, lock = open_log(), Lock()

    def line_at(start):
        log.seek(start)
        line = log.readline()
        with lock:
            add(len(line))
        return line

    with Pool(2) as pool:
        return pool.starmap(call, [(dill.dumps(line_at), start) for start in starts])
