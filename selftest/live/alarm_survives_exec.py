"""A child sets an interval timer and becomes `cat`: the timer survives exec and kills it."""

import os
import signal


def solve(n):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(reader, 0)
        signal.setitimer(signal.ITIMER_REAL, 0.6)
        os.execvp("cat", ["cat"])
    os.close(reader)
    _, status = os.waitpid(pid, 0)
    os.close(writer)
    return n if os.waitstatus_to_exitcode(status) == -signal.SIGALRM else 0
