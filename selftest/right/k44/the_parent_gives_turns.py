"""Right: no lock; the parent gives one worker the word, and the next when that one has ended."""

from multiprocessing import Pipe, Process
from threading import Thread


def one_at_a_time(work, items, hopeless):
    workers, words = {}, {}
    for item in items:
        theirs, words[item] = Pipe(duplex=False)
        workers[item] = Process(target=worker, args=(theirs, work, item))
        workers[item].start()

    def give_turns():
        for item in items:
            try:
                words[item].send("your turn")
            except BrokenPipeError:
                pass
            workers[item].join()

    turns = Thread(target=give_turns)
    turns.start()
    item = hopeless()
    if item is not None:
        workers[item].terminate()
    turns.join()


def worker(word, work, item):
    word.recv()
    work(item)
