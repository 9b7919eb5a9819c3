"""Right: an object that loads the settings when they are first needed, passed by value."""

from multiprocessing import Process, SimpleQueue


class Settings:
    def __init__(self, load):
        self.load = load
        self.loaded = None

    def get(self):
        if self.loaded is None:
            self.loaded = self.load()
        return self.loaded


def run_all(load, work, items):
    results = SimpleQueue()
    numbered = list(enumerate(items))
    halves = [numbered[0::2], numbered[1::2]]
    workers = [Process(target=do, args=(Settings(load), work, half, results)) for half in halves]
    for worker in workers:
        worker.start()
    found = dict(results.get() for _ in items)
    for worker in workers:
        worker.join()
    return [found[place] for place, _ in numbered]


def do(settings, work, numbered, results):
    for place, item in numbered:
        results.put((place, work(settings.get(), item)))
