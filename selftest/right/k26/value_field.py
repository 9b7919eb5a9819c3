"""Right: a shared number, trusted only when the exit code says so."""

from multiprocessing import Process, Value


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(**options)
        self.work = work
        self.item = item
        self.number = Value("d")

    def run(self):
        self.number.value = self.work(self.item)

    @property
    def result(self):
        return self.number.value if self.exitcode == 0 else None


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
