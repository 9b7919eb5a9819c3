"""read() on a pseudoterminal whose other side belongs to a sleeping child.

Refused: PermissionError
"""

import os
import time


def solve(n):
    ours, theirs = os.openpty()
    if os.fork() == 0:
        time.sleep(0.5)
        os.write(theirs, b"x")
        os._exit(0)
    text = os.read(ours, 1)
    os.wait()
    return n if text == b"x" else 0
