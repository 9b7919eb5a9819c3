"""sigwait() for the signal of a lease (F_SETLEASE) that a sleeping child breaks."""

import fcntl
import os
import signal
import time


def solve(n):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGIO])
    with open("file", "w") as file:
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        if os.fork() == 0:
            time.sleep(0.5)
            try:
                os.open("file", os.O_RDONLY | os.O_NONBLOCK)
            except BlockingIOError:
                os._exit(0)
        number = signal.sigwait([signal.SIGIO])
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        os.wait()
        return n if number == signal.SIGIO else 0
