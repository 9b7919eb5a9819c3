"""Wrong: parse may raise inside the callback, which ends the thread that brings all results."""

from multiprocessing import Pool


def collect(work, items, parse):
    found = {}
    with Pool(2) as pool:
        handles = []
        for item in items:

            def keep(result, item=item):
                found[item] = parse(result)

            handles.append(pool.apply_async(work, (item,), callback=keep))
        [handle.wait() for handle in handles]
    return found
