"""Right: outcomes come as they are ready, errors of the work as values."""

from functools import partial
from multiprocessing import Pool


def tried(function, argument):
    try:
        return True, function(argument)
    except Exception as error:
        return False, error


def numbered(work, pair):
    item, argument = pair
    return item, tried(work, argument)


def collect(work, items, parse):
    found = {}
    with Pool(2) as pool:
        for item, (went_well, value) in pool.imap_unordered(
            partial(numbered, work), zip(items, items)
        ):
            found[item] = tried(parse, value)[1] if went_well else value
    return found
