"""Wrong: a thread lock on the instance; spawn has to pickle the instance."""

import threading
from multiprocessing import Pipe, Process


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(**options)
        self.work = work
        self.item = item
        self.receiver, self.sender = Pipe(duplex=False)
        self.sent = None
        self.lock = threading.Lock()

    def run(self):
        self.sender.send(self.work(self.item))

    @property
    def result(self):
        with self.lock:
            if self.receiver.poll():
                self.sent = self.receiver.recv()
            return self.sent


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
