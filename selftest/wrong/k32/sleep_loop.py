"""Wrong: asks a hundred times a second; cheaper, and still asking."""

import time
from multiprocessing import Pool


def result_of(work, item):
    with Pool(1) as pool:
        result = pool.apply_async(work, (item,))
        while not result.ready():
            time.sleep(0.01)
        return result.get()
