"""Right: all talkers have the same queue behind them, with their number on each message."""

from multiprocessing import Process, SimpleQueue


class Numbered:
    def __init__(self, number, queue):
        self.number, self.queue = number, queue

    def send(self, message):
        self.queue.put((self.number, message, False))


def talk(talker, number, queue):
    try:
        talker(Numbered(number, queue))
    finally:
        queue.put((number, None, True))


def listen(talkers, handle):
    processes, queue = [], SimpleQueue()
    for number, talker in enumerate(talkers):
        process = Process(target=talk, args=(talker, number, queue))
        process.start()
        processes.append(process)
    left = len(talkers)
    while left:
        number, message, over = queue.get()
        if over:
            left -= 1
        else:
            handle(number, message)
    for process in processes:
        process.join()
