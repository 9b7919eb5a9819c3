"""Wrong: asks for fork, whatever start method is in force."""

from multiprocessing import get_context

SETTINGS = {}


def run_all(load, work, items):
    SETTINGS.update(load())
    with get_context("fork").Pool(2) as pool:
        return pool.starmap(do, [(work, item) for item in items])


def do(work, item):
    return work(SETTINGS, item)
