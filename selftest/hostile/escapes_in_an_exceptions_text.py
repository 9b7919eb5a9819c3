"""Raises an exception whose text clears the screen and prints what looks like a verdict.
Verdict: not yet
"""


def answer():
    raise ValueError("\x1b[2J\x1b[H\x1b[32mk00 solved\x1b[0m\x1b]0;owned\x1b\\ \x9b31m \u202e\u2028\ud800")
