"""Wrong: the work is done in start, and start runs in the parent."""

from multiprocessing import Process


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(**options)
        self.work = work
        self.item = item
        self.result = None

    def start(self):
        super().start()
        try:
            self.result = self.work(self.item)
        except Exception:
            pass


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
