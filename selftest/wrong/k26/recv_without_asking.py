"""Wrong: waits for a number even where the work failed and sends none."""

from multiprocessing import Pipe, Process


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(**options)
        self.work = work
        self.item = item
        self.receiver, self.sender = Pipe(duplex=False)

    def run(self):
        self.sender.send(self.work(self.item))

    @property
    def result(self):
        return self.receiver.recv()


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
