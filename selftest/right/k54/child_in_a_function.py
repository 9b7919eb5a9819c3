"""Right: a function for the child that never returns, and writes past all buffers at the end."""

import os
import sys


def report(title, body):
    sys.stdout.write(title + "\n")
    sys.stdout.flush()
    if not (pid := os.fork()):
        leave_after(body)
    found = os.waitid(os.P_PID, pid, os.WEXITED)
    code = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
    print(f"exit code {code}")
    return code


def leave_after(body):
    try:
        body()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = os.EX_OK + 1
    else:
        status = os.EX_OK
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
