"""waitpid() for a spinning child that the kernel ends by SIGXCPU after a second of CPU."""

import os
import resource
import signal


def solve(n):
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (1, 3))
        while True:
            pass
    _, status = os.waitpid(pid, 0)
    return n if os.waitstatus_to_exitcode(status) == -signal.SIGXCPU else 0
