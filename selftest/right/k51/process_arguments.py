"""Right: the settings are among the arguments of each process."""

from multiprocessing import Pipe, Process


def run_all(load, work, items):
    settings = load()
    children = []
    for half in (items[0::2], items[1::2]):
        here, there = Pipe(duplex=False)
        child = Process(target=do, args=(work, settings, half, there))
        child.start()
        there.close()
        children.append((child, here))
    results = [None] * len(items)
    for first, (child, here) in enumerate(children):
        results[first::2] = here.recv()
        child.join()
    return results


def do(work, settings, items, line):
    line.send([work(settings, item) for item in items])
