"""Wrong: nobody is started before it is its turn, so that there is nothing to wait for."""

from multiprocessing import Process
from threading import Lock, Thread


def one_at_a_time(work, items, hopeless):
    turn, workers, given_up = Lock(), {}, set()

    def do(item):
        with turn:
            if item not in given_up:
                workers[item] = Process(target=work, args=(item,))
                workers[item].start()
                workers[item].join()

    threads = [Thread(target=do, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    item = hopeless()
    if item is not None:
        given_up.add(item)
        if item in workers:
            workers[item].terminate()
    for thread in threads:
        thread.join()
