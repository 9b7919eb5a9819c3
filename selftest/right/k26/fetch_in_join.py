"""Right: join fetches what the child has sent, then waits for its end."""

import multiprocessing


class Job(multiprocessing.Process):
    result = None
    fetched = False

    def __init__(self, work, item, **options):
        self.call = (work, item)
        self.inbox = multiprocessing.SimpleQueue()
        super().__init__(**options)

    def run(self):
        work, item = self.call
        try:
            self.inbox.put(work(item))
        except Exception:
            self.inbox.put(None)
            raise

    def join(self, timeout=None):
        if not self.fetched and timeout is None:
            self.result = self.inbox.get()
            self.fetched = True
        super().join(timeout)


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
