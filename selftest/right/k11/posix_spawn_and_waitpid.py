"""Right: the system calls themselves."""

import os
import sys


def launch(script, times):
    command = [sys.executable, script]
    pids = [os.posix_spawn(sys.executable, command, os.environ) for _ in range(times)]
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
