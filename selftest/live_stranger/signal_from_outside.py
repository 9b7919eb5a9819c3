"""Connects to a process outside, which sends SIGUSR1 to the caller a while later."""

import signal
import socket


def solve(n):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(STRANGER["folder"] + "/caller")
        return n if signal.sigwait([signal.SIGUSR1]) == signal.SIGUSR1 else 0
