"""Right: a module and a context have the same functions; one of the two is used throughout."""

import multiprocessing


def total(work, items, context=None):
    if context is None:
        context = multiprocessing
    with context.Pool(2) as pool:
        return sum(pool.imap_unordered(work, items))
