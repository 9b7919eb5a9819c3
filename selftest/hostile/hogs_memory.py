"""Fills memory page by page.
Verdict: too much
Note: capped at 3 GiB. Where a limit refuses the memory, MemoryError is that bound's voice.
"""


def answer():
    hoard = []
    for _ in range(48):
        hoard.append(b"x" * (64 * 1024 * 1024))
    return 42
