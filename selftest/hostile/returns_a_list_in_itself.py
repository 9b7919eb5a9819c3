"""Returns a list that contains itself.
Verdict: not yet
"""


def answer():
    loop = [42]
    loop.append(loop)
    return loop
