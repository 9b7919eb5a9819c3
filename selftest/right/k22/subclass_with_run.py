"""Right: a subclass whose run does the work, started with start."""

from multiprocessing import Process


class Hand(Process):
    def __init__(self, work, args):
        super().__init__()
        self.work, self.args = work, args

    def run(self):
        self.work(*self.args)


def hand_over(work, *args):
    hand = Hand(work, args)
    hand.start()
    hand.join()
    return hand.pid, hand.exitcode
