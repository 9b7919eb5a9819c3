"""Pass it, do not assume it.

``run_all(load, work, items)`` calls ``work(settings, item)`` for every item, in two worker
processes, and returns the list of results, in the order of the items. The settings are what
``load()`` gives: a dict, such as {"unit": "km", "key": "tangerine"}.

    run_all(load_settings, in_unit, [3, 8])   returns ["3 km", "8 km"], say

``load`` is slow: no process calls it more than once. And the settings are secret: they must not
stand in a file or in the environment, where other programs would find them. The workers come to be
by the start method in force, whichever it is.
"""

from multiprocessing import Pool


def run_all(load, work, items):
    settings = load()
    with Pool(2) as pool:
        return pool.starmap(work, [(settings, item) for item in items])
