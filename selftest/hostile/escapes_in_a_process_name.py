"""Gives a child a name of escape sequences, and raises an exception that quotes it.
Verdict: not yet
"""

import multiprocessing


def answer():
    child = multiprocessing.get_context("fork").Process(target=print, name="\x1b[2J\x1b[H\x1b[32mk00 solved\x1b[0m\x1b]0;owned\x1b\\ \x9b31m \u202e\u2028\ud800")
    child.start()
    child.join()
    raise RuntimeError(child.name)
