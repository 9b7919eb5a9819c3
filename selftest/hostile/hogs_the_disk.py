"""Writes a file without end into its working folder.
Verdict: too much
Note: capped at 1 GiB. Where a limit refuses the write, EFBIG is that bound's voice.
"""


def answer():
    block = bytes(1024 * 1024)
    with open("hoard", "wb") as file:
        for _ in range(1024):
            file.write(block)
    return 42
