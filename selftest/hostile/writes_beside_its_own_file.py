"""Writes a file into the folder the answer was imported from.
Verdict: not yet or left something behind
Without Landlock: solved
Note: refused it raises OSError; not refused the file is what was left.
"""

import os


def answer():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "k00_hostile_note.txt")
    with open(path, "w") as file:
        file.write("I was here\n")
    return 42
