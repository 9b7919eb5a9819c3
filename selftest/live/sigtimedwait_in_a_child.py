"""A child waits in sigtimedwait() for half a second; its parent waits for the child."""

import os
import signal


def solve(n):
    pid = os.fork()
    if pid == 0:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        os._exit(0 if signal.sigtimedwait([signal.SIGUSR1], 0.5) is None else 1)
    _, status = os.waitpid(pid, 0)
    return n if status == 0 else 0
