"""Right: run is left alone; its target is a method of the instance."""

from multiprocessing import Array, Process


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(target=self.call, args=(work, item), **options)
        self.numbers = Array("q", 2)

    def call(self, work, item):
        self.numbers[:] = [1, work(item)]

    @property
    def result(self):
        done, number = self.numbers[:]
        return number if done else None


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
