"""Make it picklable.

``lines_at(open_log, add, starts)`` returns the lines of a log that begin at these places, in the
order of the places. Two worker processes read them. ``open_log()`` opens the log and returns the
file; that is slow, so a worker calls it once, and reads with the file that it has opened itself.
After every line the worker calls ``add(length)``, which adds to a sum that all workers share: never
two of them at the same time.

    lines_at(partial(open, "web.log", "rb"), print, [52, 0])
        prints two lengths, and returns the line at place 52 and the first line of web.log
"""

from multiprocessing import Lock, Pool


class Reader:
    def __init__(self, open_log, add):
        self.log = open_log()
        self.lock = Lock()
        self.add = add

    def line_at(self, start):
        self.log.seek(start)
        line = self.log.readline()
        with self.lock:
            self.add(len(line))
        return line


def lines_at(open_log, add, starts):
    reader = Reader(open_log, add)
    with Pool(2) as pool:
        return pool.map(lambda start: reader.line_at(start), starts)
