"""Raises an exception that derives from BaseException alone.
Verdict: not yet
"""


class Uncaught(BaseException):
    pass


def answer():
    raise Uncaught("not an Exception")
