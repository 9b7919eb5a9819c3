"""Four forked children flood stderr at the same time.
Verdict: too much
Note: capped at 200 MB together.
"""

import os


def answer():
    block = b"e" * 100_000
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            for _ in range(500):
                os.write(2, block)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return 42
