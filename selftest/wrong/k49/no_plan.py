"""Wrong: nobody thinks of Ctrl-C."""

from multiprocessing import Process


def run_all(work, items):
    for pair in zip(items[::2], items[1::2]):
        children = [Process(target=work, args=(item,)) for item in pair]
        for child in children:
            child.start()
        for child in children:
            child.join()
    return items
