"""Returns an object whose repr sleeps for a minute.
Verdict: not yet or too much
"""

import time


class Sleepy:
    def __repr__(self):
        time.sleep(60)
        return "42"

    __str__ = __repr__


def answer():
    return Sleepy()
