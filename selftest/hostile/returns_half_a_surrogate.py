"""Returns a string that cannot be encoded as UTF-8, after raising nothing.
Verdict: not yet
"""


def answer():
    return "42 \udcff\ud800"
