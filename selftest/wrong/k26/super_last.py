"""Wrong: name and daemon are set before the base class has set up anything."""

from multiprocessing import Pipe, Process


class Job(Process):
    def __init__(self, work, item, name=None, daemon=None):
        self.work = work
        self.item = item
        self.receiver, self.sender = Pipe(duplex=False)
        self.sent = None
        if name is not None:
            self.name = name
        if daemon is not None:
            self.daemon = daemon
        super().__init__()

    def run(self):
        self.sender.send(self.work(self.item))

    @property
    def result(self):
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
