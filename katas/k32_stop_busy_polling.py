"""Wait, and do not ask.

``result_of(work, item)`` calls ``work(item)`` in another process, waits until that is done, and
returns what it returned. If the work raises an exception, ``result_of`` raises one, too.

    result_of(len, "four")   returns 4

The work may last a moment or a night. Until it is done the caller is asleep: it uses no processor, and
it does not wake up again and again to ask. The end of the work is what wakes it.
"""

from multiprocessing import Pool


def result_of(work, item):
    with Pool(1) as pool:
        result = pool.apply_async(work, (item,))
        while not result.ready(): pass
        return result.get()
