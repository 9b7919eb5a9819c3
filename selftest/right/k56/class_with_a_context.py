"""Right: an object that keeps the context it was given, and makes everything from it."""

import multiprocessing


class Adder:
    def __init__(self, context):
        self.context = context
        self.found = context.Value("q", 0)

    def add(self, work, item):
        number = work(item)
        with self.found.get_lock():
            self.found.value += number

    def of_all(self, work, items):
        workers = [self.context.Process(target=add, args=(work, i, self.found)) for i in items]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return self.found.value


def add(work, item, found):
    number = work(item)
    with found.get_lock():
        found.value += number


def total(work, items, context=None):
    return Adder(context or multiprocessing.get_context()).of_all(work, items)
