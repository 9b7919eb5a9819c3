"""Six forked children fill memory, none of them very much, all of them together a lot.
Verdict: too much
Note: capped at 2.8 GiB together; each lives 50 s at most.
"""

import os
import time


def answer():
    children = []
    for _ in range(6):
        child = os.fork()
        if child == 0:
            hoard = [b"x" * (48 * 1024 * 1024) for _ in range(10)]
            time.sleep(50)
            os._exit(len(hoard) - 10)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return 42
