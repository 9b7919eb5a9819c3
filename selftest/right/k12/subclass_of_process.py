"""Right: a subclass that signs itself in."""

from multiprocessing import Process, parent_process


class Worker(Process):
    def __init__(self, name, desk):
        super().__init__(name=name)
        self.desk = desk

    def run(self):
        self.desk(self.name, self.pid, parent_process().pid)


def sign_in(names, desk):
    workers = [Worker(name, desk) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return {worker.pid: worker.name for worker in workers}
