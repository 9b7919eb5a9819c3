"""Wrong: os._exit throws away what is still in the buffers."""

import os
import traceback


def report(title, body):
    print(title, flush=True)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            body()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    print("exit code", code)
    return code
