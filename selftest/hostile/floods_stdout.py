"""Prints lines without end.
Verdict: too much
Note: capped at 200 MB.
"""


def answer():
    line = "all work and no play makes a long log\n" * 1000
    for _ in range(200_000_000 // len(line)):
        print(line, end="")
    return 42
