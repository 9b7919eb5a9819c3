"""sigwait() for SIGALRM, which is blocked and comes from an alarm of libc."""

import ctypes
import signal


def solve(n):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    ctypes.CDLL(None).alarm(1)
    return n if signal.sigwait([signal.SIGALRM]) == signal.SIGALRM else 0
