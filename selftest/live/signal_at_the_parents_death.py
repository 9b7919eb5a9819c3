"""sigwait() for the signal that the kernel sends when a sleeping parent dies (PR_SET_PDEATHSIG)."""

import ctypes
import os
import signal
import time

PR_SET_PDEATHSIG = 1


def solve(n):
    reader, writer = os.pipe()
    if os.fork() == 0:
        if os.fork() == 0:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGUSR1), 0, 0, 0)
            os.write(writer, bytes([signal.sigwait([signal.SIGUSR1])]))
            os._exit(0)
        time.sleep(0.5)
        os._exit(0)
    number = os.read(reader, 1)[0]
    os.wait()
    return n if number == signal.SIGUSR1 else 0
