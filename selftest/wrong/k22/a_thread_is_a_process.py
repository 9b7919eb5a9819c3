"""Wrong: a thread is not a process; it works in the caller's own."""

import os
from threading import Thread


def hand_over(work, *args):
    thread = Thread(target=work, args=args)
    thread.start()
    thread.join()
    return os.getpid(), 0
