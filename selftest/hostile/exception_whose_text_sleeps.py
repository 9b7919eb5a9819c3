"""Raises an exception whose str and repr sleep for a minute.
Verdict: not yet or too much
"""

import time


class Sleepy(Exception):
    def __str__(self):
        time.sleep(60)
        return "42"

    __repr__ = __str__


def answer():
    raise Sleepy
