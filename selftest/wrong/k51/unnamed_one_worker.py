"""Wrong: one worker instead of two."""

from multiprocessing import Pool


def start(load_result):
    global SETTINGS
    SETTINGS = load_result


def run_all(load, work, items):
    with Pool(1, start, (load(),)) as pool:
        return pool.starmap(do, [(work, item) for item in items])


def do(work, item):
    return work(SETTINGS, item)
