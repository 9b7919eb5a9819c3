"""Wrong: run sets the attribute on the copy in the child."""

from multiprocessing import Process


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(**options)
        self.work = work
        self.item = item

    def run(self):
        self.result = self.work(self.item)


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
