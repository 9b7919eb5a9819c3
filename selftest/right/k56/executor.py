"""Right: an executor takes a context, and None for the program's own."""

from concurrent.futures import ProcessPoolExecutor


def total(work, items, context=None):
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        return sum(executor.map(work, items))
