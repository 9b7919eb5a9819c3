"""Right: a subclass whose run calls the work."""

from multiprocessing import Process


class Worker(Process):
    def __init__(self, work, item, options):
        super().__init__(name="worker")
        self.work, self.item, self.options = work, item, options

    def run(self):
        self.work(self.item, **self.options)


def run_in_child(work, item, **options):
    worker = Worker(work, item, options)
    worker.start()
    worker.join()
    return worker.exitcode
