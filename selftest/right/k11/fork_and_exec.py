"""Right: a copy of this process, which becomes Python with the script."""

import os
import sys


def launch(script, times):
    pids = []
    for _ in range(times):
        pid = os.fork()
        if pid == 0:
            try:
                os.execv(sys.executable, [sys.executable, script])
            finally:
                os._exit(127)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
