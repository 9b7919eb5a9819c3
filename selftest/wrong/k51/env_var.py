"""Wrong: the environment reaches the workers, and every other program that is started."""

import json
import os
from multiprocessing import Pool


def run_all(load, work, items):
    os.environ["SETTINGS"] = json.dumps(load())
    with Pool(2) as pool:
        return pool.starmap(do, [(work, item) for item in items])


def do(work, item):
    return work(json.loads(os.environ["SETTINGS"]), item)
