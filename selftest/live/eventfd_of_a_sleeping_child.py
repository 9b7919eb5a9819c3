"""read() on an eventfd that a sleeping child writes to."""

import os
import time


def solve(n):
    counter = os.eventfd(0)
    if os.fork() == 0:
        time.sleep(0.5)
        os.eventfd_write(counter, 3)
        os._exit(0)
    value = os.eventfd_read(counter)
    os.wait()
    return n if value == 3 else 0
