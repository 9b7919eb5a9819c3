"""Right: all jobs report to one queue, each with its number."""

from multiprocessing import Process, SimpleQueue


class Job(Process):
    def __init__(self, number, work, item, reports, **options):
        super().__init__(**options)
        self.number, self.work, self.item, self.reports = number, work, item, reports

    def run(self):
        result = None
        try:
            result = self.work(self.item)
        finally:
            self.reports.put((self.number, result))


def compute(work, items, **options):
    reports = SimpleQueue()
    jobs = [Job(number, work, item, reports, **options) for number, item in enumerate(items)]
    for job in jobs:
        job.start()
    results = dict(reports.get() for _ in jobs)
    for job in jobs:
        job.join()
    return [results[number] for number in range(len(jobs))]
