"""Replaces its own source by a right answer, for the next one who imports it.
Verdict: not yet
Note: only a file named k00_hostile.py is replaced, and never through a link.
"""

import os


def answer():
    if os.path.basename(__file__) == "k00_hostile.py":
        with open(__file__ + ".new", "w") as file:
            file.write("def answer():\n    return 42\n")
        os.replace(__file__ + ".new", __file__)
    return 41
