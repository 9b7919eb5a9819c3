"""Right: a plain class that has a process, with a function for its target."""

from multiprocessing import Pipe, Process


def send_result(work, item, sender):
    with sender:
        sender.send(work(item))


class Job:
    def __init__(self, work, item, **options):
        self.receiver, sender = Pipe(duplex=False)
        self.process = Process(target=send_result, args=(work, item, sender), **options)
        self.sender = sender
        self.result = None

    def start(self):
        self.process.start()
        self.sender.close()

    def join(self):
        try:
            self.result = self.receiver.recv()
        except EOFError:
            pass
        self.process.join()


def compute(work, items, **options):
    jobs = [Job(work, item, **options) for item in items]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    return [job.result for job in jobs]
