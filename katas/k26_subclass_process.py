"""A process of one's own class.

``Job(work, item, **options)`` is a process that calls ``work(item)``, which returns a number. The
options are those of Process: ``name`` and ``daemon``. Once the job is joined, ``job.result`` is
that number, or None if the work failed.

``compute(work, items, **options)`` runs a job for each item, and returns their results in order.

    compute(len, ["ada", "grace"])   returns [3, 5], each computed in a process of its own
"""

from multiprocessing import Process


class Job(Process):
    def __init__(self, work, item, **options):
        super().__init__(**options)
        self.work = work
        self.item = item
        self.result = None

    def run(self):
        self.result = self.work(self.item)


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
