"""Right: each worker is given the settings once, when it begins."""

from multiprocessing import Pool

_settings = None


def run_all(load, work, items):
    with Pool(2, initializer=remember, initargs=(load(),)) as pool:
        return pool.starmap(do, [(work, item) for item in items])


def remember(settings):
    global _settings
    _settings = settings


def do(work, item):
    return work(_settings, item)
