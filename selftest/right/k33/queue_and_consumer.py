"""Right: the callbacks only put into a queue; the caller's own thread takes out and parses."""

import queue
from functools import partial
from multiprocessing import Pool


def collect(work, items, parse):
    came, found = queue.Queue(), {}
    with Pool(2) as pool:
        for item in items:
            pool.apply_async(
                work,
                (item,),
                callback=lambda result, item=item: came.put((item, result, None)),
                error_callback=lambda error, item=item: came.put((item, None, error)),
            )
        for _ in items:
            item, result, error = came.get()
            try:
                found[item] = error or parse(result)
            except Exception as wrong:
                found[item] = wrong
    return found
