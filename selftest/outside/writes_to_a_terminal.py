"""Writes to a terminal of its user."""


def answer():
    with open(TERMINAL, "w") as terminal:
        terminal.write("\x1b[2J\x1b[32mk00 solved\x1b[0m\n")
    return 42
