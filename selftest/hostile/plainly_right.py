"""Returns 42 and does nothing else: the one honest answer in this folder.
Verdict: solved
"""


def answer():
    return 42
