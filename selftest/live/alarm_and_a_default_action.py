"""A forked child is killed by an alarm of libc that it neither catches nor ignores."""

import ctypes
import os
import signal


def solve(n):
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).alarm(1)
        signal.pause()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    return n if os.waitstatus_to_exitcode(status) == -signal.SIGALRM else 0
