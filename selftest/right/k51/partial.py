"""Right: the settings are an argument of what the pool is given to call."""

import multiprocessing
from functools import partial


def run_all(load, work, items):
    task = partial(work, load())
    with multiprocessing.Pool(2) as pool:
        return [handle.get() for handle in [pool.apply_async(task, [item]) for item in items]]
