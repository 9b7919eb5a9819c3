"""Right: a Process of its own class, whose run does it all."""

import signal
from contextlib import ExitStack
from multiprocessing import Process


class Worker(Process):
    def __init__(self, work, clean_up):
        super().__init__()
        self.work, self.clean_up = work, clean_up

    def run(self):
        signal.signal(signal.SIGTERM, self.leave)
        with ExitStack() as stack:
            stack.callback(self.clean_up)
            self.work()

    @staticmethod
    def leave(number, frame):
        signal.signal(number, signal.SIG_IGN)  # once is enough
        raise SystemExit(128 + number)


def run_until(stop, work, clean_up):
    worker = Worker(work, clean_up)
    worker.start()
    stop()
    worker.terminate()
    worker.join()
    return worker.exitcode
