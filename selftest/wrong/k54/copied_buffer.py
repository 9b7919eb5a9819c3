"""Wrong: the title is in the buffer when that is copied; both processes write it."""

import os
import sys
import traceback


def report(title, body):
    print(title)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            body()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    print("exit code", code)
    return code
