"""Right: the callbacks run in a thread of this process, so an Event of threading is the right one."""

import threading
from multiprocessing import Pool


def result_of(work, item):
    told, done = [], threading.Event()

    def tell(went_well, value):
        told.append((went_well, value))
        done.set()

    with Pool(1) as pool:
        pool.apply_async(
            work,
            (item,),
            callback=lambda value: tell(True, value),
            error_callback=lambda error: tell(False, error),
        )
        done.wait()
    went_well, value = told[0]
    if not went_well:
        raise value
    return value
