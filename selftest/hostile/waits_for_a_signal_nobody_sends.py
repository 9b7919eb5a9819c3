"""Waits in sigwait for a signal that nobody sends.
Verdict: stuck
"""

import signal


def answer():
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    signal.sigwait({signal.SIGUSR1})
    return 42
