"""sigwait() for the signal of F_NOTIFY on its own folder, in which a sleeping child makes a file."""

import fcntl
import os
import signal
import time


def solve(n):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGIO])
    folder = os.open(".", os.O_RDONLY)
    fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_CREATE)
    if os.fork() == 0:
        time.sleep(0.5)
        os.close(os.open("made", os.O_CREAT))
        os._exit(0)
    number = signal.sigwait([signal.SIGIO])
    os.wait()
    return n if number == signal.SIGIO else 0
