"""Right: the map of an executor that has a worker for each item."""

from concurrent.futures import ProcessPoolExecutor
from functools import partial


def went_well(work, item):
    try:
        work(item)
    except Exception:
        return False
    return True


def run_all(work, items):
    with ProcessPoolExecutor(len(items)) as executor:
        return list(executor.map(partial(went_well, work), items))
