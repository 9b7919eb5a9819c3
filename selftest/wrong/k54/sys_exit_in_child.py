"""Wrong: sys.exit raises an exception, which runs through everything that has called us."""

import os
import sys
import traceback


def report(title, body):
    print(title, flush=True)
    pid = os.fork()
    if pid == 0:
        try:
            body()
        except Exception:
            traceback.print_exc()
            sys.exit(1)
        sys.exit(0)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    print("exit code", code)
    return code
