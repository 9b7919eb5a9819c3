"""Returns a string of 64 MB.
Verdict: not yet
Note: it is made once and within bounds; an arena that copies it over and over is not.
"""


def answer():
    return "42 " * (64 * 1024 * 1024 // 3)
