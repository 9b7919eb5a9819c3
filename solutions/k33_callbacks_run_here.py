"""What a callback may do.

``collect(work, items, parse)`` calls ``work(item)`` for every item in worker processes. As soon as a
result comes, ``parse(result)`` is called here, in this process. It returns a dict with what ``parse``
returned for each item; or, where ``work`` or ``parse`` raised an exception, with that exception.

    collect(download, ["ada", "bob"], int)   returns {"ada": 7, "bob": ValueError(…)}, say
"""

from functools import partial
from multiprocessing import Pool


def collect(work, items, parse):
    found = {}

    def keep(item, result):
        try:
            found[item] = parse(result)
        except Exception as error:
            found[item] = error

    def fail(item, error):
        found[item] = error

    with Pool(2) as pool:
        for item in items:
            pool.apply_async(
                work, (item,), callback=partial(keep, item), error_callback=partial(fail, item)
            )
        pool.close()
        pool.join()
    return found
