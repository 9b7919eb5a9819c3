"""sigwait() for SIGIO of a socket (O_ASYNC) that a sleeping child writes to."""

import fcntl
import os
import signal
import socket
import time


def solve(n):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGIO])
    ours, theirs = socket.socketpair()
    fcntl.fcntl(ours, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(ours, fcntl.F_SETFL, os.O_ASYNC)
    if os.fork() == 0:
        time.sleep(0.5)
        theirs.send(b"x")
        os._exit(0)
    number = signal.sigwait([signal.SIGIO])
    os.wait()
    return n if number == signal.SIGIO else 0
