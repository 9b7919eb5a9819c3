"""Appends to a file outside."""


def answer():
    with open(OUTSIDE + "/file", "a") as file:
        file.write("more")
    return 42
