"""Right: each worker loads for itself, once, in an executor."""

import itertools
from concurrent.futures import ProcessPoolExecutor

_settings = {}


def begin(load):
    _settings.update(load())


def do(work, item):
    return work(_settings, item)


def run_all(load, work, items):
    with ProcessPoolExecutor(2, initializer=begin, initargs=(load,)) as executor:
        return list(executor.map(do, itertools.repeat(work), items))
