"""Wrong: leaves when the body has returned, and goes home with its exception."""

import os
import sys


def report(title, body):
    print(title, flush=True)
    pid = os.fork()
    if pid == 0:
        body()
        sys.stdout.flush()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    print("exit code", code)
    return code
